import { printable } from '../command-line/printable.ts';
import { plainTable } from '../observe/table.ts';
import type { Unreadable } from './answer.ts';
import { timeText } from './rule-text.ts';

/** Rules whose latest change cannot be read, with what is wrong with it; nothing when there are none. */
export function unreadableText(rules: readonly Unreadable[]): string[] {
  if (rules.length === 0) return [];
  const table = plainTable(['rule_id', 'problem', 'when', 'by', 'version'], ['left', 'left', 'left', 'left', 'right']);
  for (const { rule_id, problem, changed_at, changed_by = '', version } of rules)
    table.push([printable(rule_id), printable(problem), timeText(changed_at), printable(changed_by), version]);
  const head = 'Cannot be read; what they were before still stands. Edit, remove or import them anew:';
  return [`${head}\n${table.toString()}`];
}
