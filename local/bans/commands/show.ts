import { Command } from 'commander';
import { printable } from '../../command-line/printable.ts';
import { printResult } from '../../command-line/options.ts';
import { plainTable } from '../../observe/table.ts';
import type { ListedRule } from '../answer.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { inForceText, timeText, valueText } from '../rule-text.ts';
import { readRule } from '../rules.ts';

const examples = `
Example:
  npm run bans -- show ban-hookah`;

export const showCommand = withOptions(
  new Command('show').description('everything about one rule').argument('<rule_id>'),
  ...apiOptions('the rule as the API answers it'),
)
  .addHelpText('after', examples)
  .action(show);

async function show(ruleId: string, options: ModeratorOptions): Promise<void> {
  const rule = await readRule(await moderatorsApi(options), ruleId);
  printResult(options, rule, ruleText(rule, Date.now()));
}

/** A rule, field by field. `now` in epoch milliseconds. */
function ruleText(rule: ListedRule, now: number): string {
  const { exceptions = [], fields, window, created_at, created_by, valid_from, valid_to } = rule;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['rule_id', rule.rule_id],
    ['kind', rule.kind],
    ['value', valueText(rule.value)],
    ['fields', fields?.join(', ')],
    ['match', rule.match],
    ['window', window === undefined ? undefined : String(window)],
    ...exceptions.map((phrase) => ['except', phrase] as const),
    ['reason', rule.reason],
    ['severity', rule.severity],
    ['in force', inForceText(rule, now)],
    ['from', valid_from === undefined ? undefined : timeText(valid_from)],
    ['to', valid_to === undefined ? undefined : timeText(valid_to)],
    ['created', created_at === undefined ? undefined : `${timeText(created_at)} ${created_by ?? ''}`],
    ['changed', `${timeText(rule.changed_at)} ${rule.changed_by ?? ''}`],
    ['why', rule.why],
    ['version', String(rule.version)],
  ];
  const table = plainTable([], ['left', 'left']);
  for (const [name, value] of rows) if (value !== undefined) table.push([name, printable(value).trim()]);
  return table.toString();
}
