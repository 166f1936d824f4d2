import type { HistoryEntry } from '../../modules/ban-list/history-entry.ts';
import { printable } from '../command-line/printable.ts';
import { plainTable } from '../observe/table.ts';
import { ruleContentSchema } from './answer.ts';
import { differences, timeText, valueText } from './rule-text.ts';

export type Rule = NonNullable<HistoryEntry['rule']>;

/** What a rule was before an entry, by earlier entries of the same rule, newest first; undefined when there was none. */
export const ruleBefore = (earlier: readonly HistoryEntry[]): Rule | undefined =>
  earlier.find(({ action }) => action !== 'unreadable')?.rule;

/** Each entry, newest first, with what it did and to what. `beginnings`: what rules were before their oldest entry here. */
export function toldHistory(changes: readonly HistoryEntry[], beginnings: ReadonlyMap<string, Rule | undefined>) {
  const standing = new Map(beginnings);
  const told = changes.toReversed().map((entry) => {
    const done = doneBy(entry, standing.get(entry.rule_id));
    if (entry.action !== 'unreadable') standing.set(entry.rule_id, entry.rule);
    return { ...entry, ...done };
  });
  return told.toReversed();
}

function doneBy({ action, rule = {}, problem = '' }: HistoryEntry, before: Rule | undefined) {
  if (action === 'unreadable') return { did: 'unreadable', what: printable(problem) };
  if (action === 'removed') return { did: 'removed', what: before === undefined ? '' : summaryOf(before) };
  if (before === undefined) return { did: 'added', what: summaryOf(rule) };
  const changed = differences(before, rule);
  return { did: 'edited', what: changed.length === 0 ? 'as it was before' : changed.join('; ') };
}

function summaryOf(rule: Rule): string {
  const read = ruleContentSchema.safeParse(rule);
  return read.success ? `${printable(read.data.kind)} ${valueText(read.data.value)}` : '';
}

/** Changes of the list as a table. */
export function historyText(changes: ReturnType<typeof toldHistory>): string {
  if (changes.length === 0) return 'no changes';
  const table = plainTable(
    ['when', 'who', 'rule_id', 'did', 'what', 'why', 'version'],
    ['left', 'left', 'left', 'left', 'left', 'left', 'right'],
  );
  for (const { at, by = '', rule_id, did, what, why = '', version } of changes)
    table.push([timeText(at), printable(by), printable(rule_id), did, what, printable(why), version]);
  return table.toString();
}
