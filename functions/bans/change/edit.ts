import type { APIGatewayProxyResult } from 'aws-lambda';
import { isDeepStrictEqual } from 'node:util';
import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { issuesOf, type Checked, type SchemaIssue } from '../../../modules/errors/schema.ts';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { withParameters, type Answer, type Answering } from '../answering.ts';
import { invalidFields, maxRuleBytes, readObject, type JsonObject } from '../request.ts';
import { mergePatch } from '../rule/merge-patch.ts';
import { nonsenseOf, readRule, splitRule } from '../rule/new-rule.ts';
import { changedResponse, readIfMatch, wrongIfMatch } from '../rule/version.ts';
import { forceParameters } from './parameters.ts';
import { createdOf, matchesSame } from '../rule/same.ts';
import { setRule, type SetRule } from './set-rule.ts';
import { noRule, unmatched } from './unmatched.ts';

/** PATCH /bans/{rule_id}: a JSON merge patch of the rule, if it still is the version that If-Match names. */
export const editRule: Answer = withParameters(forceParameters, async (answering, request, { force }) => {
  const body = readObject(request, maxRuleBytes);
  if (!body.ok) return problemResponse(body.problem);
  const matching = readIfMatch(request.ifMatch);
  if (matching === undefined) return problemResponse(wrongIfMatch);
  const edit = { ruleId: request.below, patch: body.content, matching };
  return setRule(answering, force, (list) => planEdit(answering, list, edit));
});

interface Edit {
  readonly ruleId: string;
  readonly patch: JsonObject;
  readonly matching: 'any' | readonly number[];
}

async function planEdit(
  answering: Answering,
  { rules }: ReadBanList,
  { ruleId, patch, matching }: Edit,
): Promise<SetRule | APIGatewayProxyResult> {
  const present = rules.standing.get(ruleId);
  if (present === undefined) return problemResponse(noRule(ruleId, rules));
  const { offset } = present.change;
  if (matching !== 'any' && !matching.includes(offset))
    return problemResponse(await unmatched(answering, present, matching));
  const { why } = splitRule(patch);
  const edited = patched(present.rule, patch);
  if (!edited.ok || !why.ok)
    return problemResponse(invalidParameters(invalidFields([...issuesOf(edited), ...issuesOf(why)])));
  const rule = edited.value;
  return {
    changes: isDeepStrictEqual(rule, present.rule) ? [] : [{ ruleId, rule }],
    why: why.value,
    tried: matchesSame(present.rule, rule, answering.startedAt) ? undefined : rule,
    answer: ([version = offset]) => changedResponse(ruleId, version),
  };
}

const fixed = ['rule_id', 'kind', 'created_by', 'created_at'] as const;

/** The rule with the changes, or what is wrong with it or with them. */
function patched(rule: BanRule, patch: JsonObject): Checked<BanRule> {
  const moved: SchemaIssue[] = fixed
    .filter((field) => field in patch && patch[field] !== rule[field])
    .map((path) => ({ path, message: 'cannot be changed: remove the rule and add another' }));
  if (moved.length > 0) return { ok: false, issues: moved };
  const read = readRule({ ...mergePatch(rule, splitRule(patch).rule), ...createdOf(rule) });
  if (!read.ok) return read;
  // Its id has stood for some time.
  const nonsense = nonsenseOf(read.value).filter(({ path }) => path !== 'rule_id');
  return nonsense.length > 0 ? { ok: false, issues: nonsense } : read;
}
