import { Command } from 'commander';
import pLimit from 'p-limit';
import type { HistoryEntry } from '../../../modules/ban-list/history-entry.ts';
import { callApi, type Api } from '../../client-api/call.ts';
import { printResult } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { historyAnswerSchema } from '../answer.ts';
import { apiOptions, withOptions } from '../change.ts';
import { historyText, ruleBefore, toldHistory, type Rule } from '../history.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';

interface HistoryOptions extends ModeratorOptions {
  readonly limit: number;
}

/** How many changes the API gives at a time. */
const pageSize = 1_000;
/** Entries that are read to find what a rule was before: some of them may be unreadable. */
const earlierEntries = 20;
const together = 4;

const examples = `
Examples:
  npm run bans -- history
  npm run bans -- history ban-hookah --limit 5`;

export const historyCommand = withOptions(
  new Command('history')
    .description('who changed what when and why, newest first')
    .argument('[rule_id]', 'only of this rule')
    .option('--limit <n>', 'how many changes at most', wholeNumber(1), 50),
  ...apiOptions('{changes}'),
)
  .addHelpText('after', examples)
  .action(history);

async function history(ruleId: string | undefined, options: HistoryOptions): Promise<void> {
  const api = await moderatorsApi(options);
  const changes = await latestChanges(api, ruleId, options.limit);
  const beginnings = options.json === true ? new Map() : await beginningsOf(api, changes);
  printResult(options, { changes }, historyText(toldHistory(changes, beginnings)));
}

async function latestChanges(api: Api, ruleId: string | undefined, limit: number): Promise<HistoryEntry[]> {
  const changes: HistoryEntry[] = [];
  let before: number | undefined;
  do {
    const query = { rule_id: ruleId, limit: Math.min(limit - changes.length, pageSize), before };
    const page = await callApi(api, '/bans/history', query, historyAnswerSchema);
    changes.push(...page.changes);
    before = page.changes.length === 0 ? undefined : page.next;
  } while (before !== undefined && changes.length < limit);
  return changes;
}

/** What each rule was before its oldest change here. */
async function beginningsOf(api: Api, changes: readonly HistoryEntry[]): Promise<Map<string, Rule | undefined>> {
  const oldest = new Map(changes.map((entry) => [entry.rule_id, entry.version]));
  const found = await pLimit(together).map(oldest, async ([ruleId, before]) => {
    const query = { rule_id: ruleId, before, limit: earlierEntries };
    const { changes: earlier } = await callApi(api, '/bans/history', query, historyAnswerSchema);
    return [ruleId, ruleBefore(earlier)] as const;
  });
  return new Map(found);
}
