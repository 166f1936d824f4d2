import { InvalidArgumentError, Option, type Command } from 'commander';
import { functionNames } from '../../modules/platform/function-names.ts';
import { isTime } from '../../modules/product/fields.ts';
import { nonBlank } from '../command-line/run.ts';
import type { LetterFilter } from './letters.ts';

/** What `withFilters` gives an action. */
export interface FilterOptions {
  readonly function?: string;
  readonly code?: string;
  readonly topic?: string;
  readonly since?: number;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `12h`, `7d` ago, or a time; as epoch milliseconds. */
function since(text: string): number {
  const ago = /^(?<count>\d{1,4})(?<unit>[mhd])$/u.exec(text)?.groups;
  if (ago !== undefined) return Date.now() - Number(ago['count']) * unitMs[ago['unit'] as keyof typeof unitMs];
  if (isTime(text)) return Date.parse(text);
  throw new InvalidArgumentError('it must be 30m, 12h or 7d ago, or a time such as 2026-12-01T10:00Z.');
}

/** Adds the options by which letters are chosen. */
export const withFilters = (command: Command): Command =>
  command
    .addOption(new Option('--function <name>', 'only those that this function gave up on').choices(functionNames))
    .option('--code <code>', 'only those with this error code', nonBlank)
    .option('--topic <topic>', 'only records of this topic', nonBlank)
    .option('--since <time>', 'only those since then: 30m, 12h, 7d, or 2026-12-01T10:00Z', since);

export const filterOf = ({ function: name, code, topic, since: from }: FilterOptions): LetterFilter => ({
  function: name,
  code,
  topic,
  since: from,
});
