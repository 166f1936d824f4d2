import { InvalidArgumentError, type Command } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { filterOf, type FilterOptions } from './filter-options.ts';
import { matching, readLetters, type Letter } from './letters.ts';

/** Which letters a command is to do something about: those that are named, or all that wait, by a filter. */
export interface ChoiceOptions extends FilterOptions {
  readonly only?: readonly string[];
}

/** For an option or an argument: the id of a letter. */
export function letterId(text: string): string {
  if (/^\d+-\d+$/u.test(text)) return text;
  throw new InvalidArgumentError('it must be an id such as 3-17.');
}

const letterIds = (text: string, before: readonly string[] = []): readonly string[] => [...before, letterId(text)];

export const withChoice = (command: Command): Command =>
  command.option('--only <id...>', 'these, whatever was done about them before', letterIds);

/** The letters that are meant, the oldest first. Throws `input_invalid` for an id that there is not. */
export async function chosenLetters(
  instance: Instance,
  { only, ...filter }: ChoiceOptions,
): Promise<readonly Letter[]> {
  const letters = await readLetters(instance);
  const unknown = only?.find((id) => !letters.some((letter) => letter.id === id));
  if (unknown !== undefined) throw new PlatformError('input_invalid', `there is no dead letter ${unknown}`);
  const chosen = only === undefined ? { states: ['waiting'] as const } : { ids: only };
  return matching(letters, { ...filterOf(filter), ...chosen }).toReversed();
}
