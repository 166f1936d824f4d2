import { historyEntrySchema } from '../../../modules/ban-list/history-entry.ts';
import type { Rules, StandingRule } from '../../../modules/ban-list/rule-changes.ts';
import { banRuleSchema } from '../../../modules/bans/rule.ts';
import { notFound, type Problem } from '../../../modules/http/problem.ts';
import { readDocuments } from '../../../modules/opensearch/documents.ts';
import type { Answering } from '../answering.ts';
import { changedFields } from '../rule/merge-patch.ts';
import { whoAndWhen } from '../rule/view.ts';

/** No rule stands under this id. */
export function noRule(ruleId: string, { unreadable }: Rules): Problem {
  const latest = unreadable.get(ruleId);
  if (latest === undefined) return notFound(`There is no rule ${ruleId}.`);
  return notFound(`What was written under ${ruleId} ${whoAndWhen(latest.change)} is no rule: ${latest.problem}`);
}

/** The rule is another than the version that the moderator knows: who changed it, and what of it, where that is known. */
export async function unmatched(
  answering: Answering,
  { rule, change }: StandingRule,
  known: readonly number[],
): Promise<Problem> {
  const before = await earlierRule(answering, rule.rule_id, known);
  return {
    status: 412,
    title: 'Precondition Failed',
    detail: `The rule ${rule.rule_id} was changed ${whoAndWhen(change)}; look at the change and try again.`,
    members: {
      current_version: change.offset,
      ...(change.by !== undefined && { changed_by: change.by }),
      changed_at: new Date(change.at).toISOString(),
      changed: before === undefined ? rule : changedFields(before, { ...rule }),
    },
  };
}

/** The rule as it was in one of these versions; the history may not have it yet, or any more. */
async function earlierRule(
  { client, names, log }: Answering,
  ruleId: string,
  versions: readonly number[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const ids = versions.map(String);
  const found = await readDocuments(client, { index: names.banHistory, ids, schema: historyEntrySchema }).catch(
    (error: unknown) => {
      log.error('the history of a rule could not be read', error);
      return undefined;
    },
  );
  const entry = Array.from(found?.values() ?? []).find(({ source }) => source.rule_id === ruleId)?.source;
  // As the present one is: with what it leaves to the defaults.
  return banRuleSchema.safeParse(entry?.rule).data;
}
