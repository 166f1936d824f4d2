import { Option, type Command } from 'commander';
import { functionNames } from '../../modules/platform/function-names.ts';
import { nonBlank } from '../command-line/run.ts';
import { since } from '../command-line/since.ts';
import type { LetterFilter } from './letters.ts';

/** What `withFilters` gives an action. */
export interface FilterOptions {
  readonly function?: string;
  readonly code?: string;
  readonly topic?: string;
  readonly since?: number;
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
