import { Command } from 'commander';
import { administrator } from '../../../modules/platform/access.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { failWith, numberBetween } from '../../command-line/run.ts';
import { findInstance, type Instance } from '../../instance/instance.ts';
import { publisherOf } from '../../kafka/publisher.ts';
import { requireKafka } from '../../kafka/running.ts';
import { chosenLetters, withChoice, type ChoiceOptions } from '../chosen.ts';
import { withFilters } from '../filter-options.ts';
import { alone, keepOutcomes } from '../outcomes.ts';
import { planOf, redrive, type Plan } from '../redrive.ts';

interface Options extends InstanceOptions, JsonOptions, ChoiceOptions {
  readonly rate?: number;
  readonly dryRun?: boolean;
}

export const redriveCommand = withChoice(
  withFilters(new Command('redrive').description('have the letters that wait, or some of them, processed once more')),
)
  .option('--rate <n>', 'letters a second (default: as fast as Kafka takes them)', numberBetween(0.01))
  .option('--dry-run', 'only tell what would be sent')
  .addOption(instanceOption())
  .addOption(jsonOption('{chosen, sent, refused}'))
  .addHelpText(
    'after',
    '\nEach goes back with the version that it had: sending twice, or after a newer change, changes nothing.\n' +
      'Exit code: 0 all sent, 1 some were not, 2 wrong usage.',
  )
  .action(redriveLetters);

async function redriveLetters({ instance: name, rate, dryRun, json, ...choice }: Options): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  await alone(instance, async () => {
    const plan = planOf(await chosenLetters(instance, choice));
    const chosen = plan.records.length + plan.refused.length;
    for (const { id, reason } of plan.refused) process.stderr.write(`${id}: ${reason}\n`);
    const sent = dryRun === true ? 0 : await send(instance, plan, rate);
    const result = { chosen, sent, refused: plan.refused };
    const text = dryRun === true ? `${plan.records.length} of ${chosen} would be sent` : `${sent} of ${chosen} sent`;
    printResult({ ...(json !== undefined && { json }) }, result, text);
    if (dryRun !== true && sent < chosen) failWith(`${chosen - sent} of ${chosen} letters were not sent`);
  });
}

async function send(instance: Instance, plan: Plan, rate: number | undefined): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  await using publisher = publisherOf(instance, administrator);
  const keep = keepOutcomes.bind(undefined, instance);
  return await redrive(plan, { publisher, rate, signal: stop.signal, keep });
}
