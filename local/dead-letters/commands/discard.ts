import { Command } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { nonBlank } from '../../command-line/run.ts';
import { findInstance } from '../../instance/instance.ts';
import { requireKafka } from '../../kafka/running.ts';
import { chosenLetters, withChoice, type ChoiceOptions } from '../chosen.ts';
import { withFilters } from '../filter-options.ts';
import { alone, keepOutcomes } from '../outcomes.ts';

interface Options extends InstanceOptions, JsonOptions, ChoiceOptions {
  readonly reason: string;
}

export const discardCommand = withChoice(
  withFilters(
    new Command('discard').description(
      'say that nothing is to be done about letters; they stay until retention takes them',
    ),
  ),
)
  .requiredOption('--reason <text>', 'why, for those who look later', nonBlank)
  .addOption(instanceOption())
  .addOption(jsonOption('{discarded}'))
  .action(discard);

async function discard({ instance: name, reason, json, ...choice }: Options): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  await alone(instance, async () => {
    const letters = await chosenLetters(instance, choice);
    const at = new Date().toISOString();
    keepOutcomes(
      instance,
      letters.map(({ id }) => ({ id, outcome: 'discarded', at, reason })),
    );
    printResult({ ...(json !== undefined && { json }) }, { discarded: letters.length }, `${letters.length} discarded`);
  });
}
