import { Command } from 'commander';
import { printable, shortened } from '../../command-line/printable.ts';
import { printResult } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { plainTable } from '../../observe/table.ts';
import type { ListAnswer, ListedRule, Unreadable } from '../answer.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { counted, inForceText, valueText } from '../rule-text.ts';
import { pagesOfRules, type Wanted } from '../rules.ts';
import { unreadableText } from '../unreadable.ts';

const maxValue = 40;
const maxReason = 50;

const examples = `
Examples:
  npm run bans -- list
  npm run bans -- list --kind phrase --query табак --limit 20
  npm run -s bans -- list --limit 100000 --json`;

export const listCommand = withOptions(
  new Command('list')
    .description('rules of the list, in the order of their ids; those that cannot be read stand below')
    .option('--kind <kind>', 'only of this kind')
    .option('--query <text>', 'only with this text in the id, the value or the reason')
    .option('--limit <n>', 'how many at most', wholeNumber(1), 100),
  ...apiOptions('{list_version, total, rules, unreadable}'),
)
  .addHelpText('after', examples)
  .action(list);

async function list(options: ModeratorOptions & Wanted): Promise<void> {
  const api = await moderatorsApi(options);
  const rules: ListedRule[] = [];
  const unreadable = new Map<string, Unreadable>();
  let seen: Pick<ListAnswer, 'list_version' | 'total'> = { list_version: 0, total: 0 };
  for await (const page of pagesOfRules(api, options)) {
    seen = { list_version: page.list_version, total: page.total };
    rules.push(...page.rules);
    for (const one of page.unreadable) unreadable.set(one.rule_id, one);
  }
  const found = { ...seen, rules, unreadable: [...unreadable.values()] };
  printResult(options, found, listText(found, Date.now()));
}

/** Rules as a table, then how many more there are, then those that cannot be read. `now` in epoch milliseconds. */
function listText({ total, rules, unreadable }: Omit<ListAnswer, 'list_version'>, now: number): string {
  const table = plainTable(
    ['rule_id', 'kind', 'value', 'match', 'reason', 'in force', 'by', 'version'],
    ['left', 'left', 'left', 'left', 'left', 'left', 'left', 'right'],
  );
  for (const rule of rules) {
    const { rule_id, kind, value, match = '', reason, changed_by = rule.created_by ?? '', version } = rule;
    table.push([
      printable(rule_id),
      printable(kind),
      shortened(valueText(value), maxValue),
      printable(match),
      shortened(printable(reason), maxReason),
      inForceText(rule, now),
      printable(changed_by),
      version,
    ]);
  }
  const parts = rules.length === 0 ? ['no rules'] : [table.toString()];
  if (rules.length < total) parts.push(`${counted(rules.length)} of ${counted(total)} rules; --limit shows more`);
  return [...parts, ...unreadableText(unreadable)].join('\n\n');
}
