import { Command, Option } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { findInstance } from '../../instance/instance.ts';
import { requireKafka } from '../../kafka/running.ts';
import { filterOf, withFilters, type FilterOptions } from '../filter-options.ts';
import { letterStates, matching, readLetters, type LetterState } from '../letters.ts';
import { letterJson, lettersText } from '../text.ts';

interface Options extends InstanceOptions, JsonOptions, FilterOptions {
  readonly state: LetterState | 'all';
  readonly limit: number;
}

export const listCommand = withFilters(
  new Command('list').description('what could not be processed, the newest first; a table in Russian, or JSON'),
)
  .addOption(
    new Option('--state <state>', 'what was done about it').choices([...letterStates, 'all']).default('waiting'),
  )
  .option('--limit <n>', 'how many at most', wholeNumber(1), 50)
  .addOption(instanceOption())
  .addOption(jsonOption('{total, letters}'))
  .action(list);

async function list({ state, limit, instance: name, json, ...filter }: Options): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  const states = state === 'all' ? undefined : [state];
  const found = matching(await readLetters(instance), { ...filterOf(filter), states });
  const shown = found.slice(0, limit);
  const forMachines = { total: found.length, letters: shown.map((letter) => letterJson(letter)) };
  printResult({ ...(json !== undefined && { json }) }, forMachines, lettersText(shown, found.length));
}
