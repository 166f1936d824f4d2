import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { ProgressLine } from '../command-line/progress-line.ts';
import { runCommandLine, wholeNumber } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { requireKafka } from '../kafka/running.ts';
import { lastHour, sampleHistory, sendRecords, usualHistory } from './send.ts';

interface Options extends InstanceOptions {
  readonly buyers: number;
  readonly days: number;
  readonly seed: number;
  readonly dryRun?: boolean;
}

/** Retention and every analysis look back less far. */
const mostDays = 3_650;

const examples = `
Examples:
  npm run buyers -- send                          the history that npm start sends
  npm run buyers -- send --buyers 2000 --days 28
  npm run -s buyers -- send --dry-run | head      look at the records, send nothing

The same options make the same history, up to the last whole hour; sending it twice changes nothing.
Exit code: 0 all sent, 1 something was not sent, 2 wrong usage.`;

const program = new Command('npm run buyers --').description(
  'What buyers of the sample catalogue did: searches, clicks, carts and purchases by taste.',
);
program
  .command('send')
  .description('send a history to the topic client_queries, over TLS with the certificate of the buyers')
  .option('--buyers <n>', 'how many; the first one is user123', wholeNumber(1), usualHistory.buyers)
  .option('--days <n>', 'how many days it goes back', wholeNumber(1, mostDays), usualHistory.days)
  .option('--seed <n>', 'a different seed makes different buyers', wholeNumber(0), usualHistory.seed)
  .addOption(instanceOption())
  .option('--dry-run', 'print the records on stdout as NDJSON instead of sending them')
  .addHelpText('after', examples)
  .action(send);

async function send({ instance: name, dryRun, ...history }: Options): Promise<void> {
  const records = await sampleHistory({ ...history, until: lastHour(Date.now()) });
  if (dryRun === true) {
    process.stdout.write(records.map(({ value }) => `${String(value)}\n`).join(''));
    return;
  }
  const instance = findInstance(name);
  await requireKafka(instance);
  const line = new ProgressLine(process.stderr, performance.now());
  await sendRecords(instance, records, (sent) => line.show(() => `${sent} of ${records.length}`, performance.now()));
  line.clear();
  process.stderr.write(`${records.length} records of ${history.buyers} buyers sent\n`);
}

await runCommandLine(program);
