import { printable, shortened } from '../command-line/printable.ts';
import type { ListedRule, RuleContent } from './answer.ts';

const whole = new Intl.NumberFormat('en-US');
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

export const counted = (count: number): string => whole.format(count);
/** A share between 0 and 1. */
export const shareText = (share: number): string => percent.format(share);

/** A value of a rule on one line. */
export function valueText(value: RuleContent['value']): string {
  if (typeof value === 'string') return printable(value);
  const { min = 0, max, currency } = value;
  return printable(`${min}–${max ?? '∞'} ${currency}`);
}

/** A time of the platform by this machine's clock, to the minute. */
export function timeText(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return printable(time);
  const [date, clock] = [
    [at.getFullYear(), at.getMonth() + 1, at.getDate()],
    [at.getHours(), at.getMinutes()],
  ].map((parts) => parts.map((part) => String(part).padStart(2, '0')));
  return `${date?.join('-')} ${clock?.join(':')}`;
}

/** Whether a rule holds at a time, epoch milliseconds, and until when. */
export function inForceText({ in_force, valid_from, valid_to }: ListedRule, now: number): string {
  if (valid_to !== undefined && Date.parse(valid_to) <= now) return `until ${timeText(valid_to)}, over`;
  if (in_force) return valid_to === undefined ? 'yes' : `until ${timeText(valid_to)}`;
  return valid_from === undefined ? 'no' : `from ${timeText(valid_from)}`;
}

/** Any field of a rule, short enough for a line. */
export function fieldText(field: unknown): string {
  if (field === undefined || field === null) return 'none';
  const text = typeof field === 'string' ? `«${field}»` : JSON.stringify(field);
  return shortened(printable(text));
}

/** Fields that say how a rule came to be, not what it is. */
const aboutTheChange = new Set([
  'rule_id',
  'version',
  'changed_at',
  'changed_by',
  'why',
  'in_force',
  'created_at',
  'created_by',
]);

/** What a rule says, without who made it and when, in the order in which it has it. */
export const contentOf = (rule: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rule).filter(([name]) => !aboutTheChange.has(name)));

/** Where a rule says otherwise than before: `reason: «a» → «b»`. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(contentOf(before)), ...Object.keys(contentOf(after))]);
  return [...names]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${printable(name)}: ${fieldText(before[name])} → ${fieldText(after[name])}`);
}
