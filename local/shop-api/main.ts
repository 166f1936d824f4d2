import { join } from 'node:path';
import { Command } from 'commander';
import { instanceOption, jsonOption, type InstanceOptions, type JsonOptions } from '../command-line/options.ts';
import { ProgressLine } from '../command-line/progress-line.ts';
import { failWith, fromCallersFolder, numberBetween, runCommandLine, wholeNumber } from '../command-line/run.ts';
import { findInstance, projectRoot } from '../instance/instance.ts';
import { withPublisher } from '../kafka/publisher.ts';
import { requireKafka } from '../kafka/running.ts';
import type { Problem } from './product-record.ts';
import { inSource, sendFile, type SendOptions, type SendOutcome } from './send-file.ts';
import { fileSource, standardInput, type Source } from './source.ts';
import { progressText, summaryJson, summaryText } from './summary.ts';
import { vary } from './vary.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly file: string;
  readonly rate?: number;
  readonly batch?: number;
  readonly loop?: boolean;
  readonly vary?: boolean;
  readonly restart?: boolean;
}

/** Problems that are told one by one; the rest is only counted. */
const problemsTold = 20;

const examples = `
Examples:
  npm run shop -- send                                    the sample catalogue
  npm run shop -- send --file export.ndjson --rate 500    500 products a second
  npm run shop -- send --loop --vary --rate 20            prices and stocks that keep changing
  npm run -s catalogue -- --count 100000 | npm run -s shop -- send --file -

The file is a JSON array or NDJSON (one product a line), in UTF-8. A run that was cut short continues where it
stopped when it is started again. Exit code: 0 all sent, 1 something was not sent, 2 wrong usage.`;

const program = new Command('npm run shop --').description('The SHOP API emulator: sends products as a shop would.');
program
  .command('send')
  .description('send the products of a file to the topic products, over TLS with the certificate of the shop')
  .option('--file <path>', 'JSON array or NDJSON; - is standard input', join(projectRoot, 'samples/products.json'))
  .option('--rate <n>', 'products a second (default: as fast as Kafka takes them)', numberBetween(0.01))
  .option('--batch <n>', 'how many products are sent together at most', wholeNumber(1))
  .option('--loop', 'send the file again and again, until Ctrl-C')
  .option('--vary', 'change prices and stocks a little, as time would')
  .option('--restart', 'start over, whatever an earlier run has sent')
  .addOption(instanceOption())
  .addOption(jsonOption('the summary as JSON'))
  .addHelpText('after', examples)
  .action(send);

async function send(options: Options, command: Command): Promise<void> {
  const source = options.file === '-' ? standardInput : fileSource(fromCallersFolder(options.file));
  if (source.file === undefined && options.loop === true)
    command.error('error: --loop needs a file: standard input cannot be read twice');
  const instance = findInstance(options.instance);
  await requireKafka(instance);
  const { rate, batch: batchSize, loop, restart } = options;
  const change: SendOptions['change'] =
    options.vary === true ? (record) => vary(record, Math.random, Date.now()) : undefined;
  await withPublisher(instance, 'shop', (publisher) =>
    sendAndTell({ instance, source, publisher, rate, batchSize, loop, restart, change }, options.json === true),
  );
}

async function sendAndTell(options: SendOptions, asJson: boolean): Promise<void> {
  const { source } = options;
  const started = performance.now();
  const line = new ProgressLine(process.stderr, started);
  const problems: Problem[] = [];
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const outcome = await sendFile({
    ...options,
    signal: stop.signal,
    onResume: ({ index, line: at }) =>
      process.stderr.write(
        `an earlier run dealt with ${index} elements; continuing at line ${at} (--restart starts over)\n`,
      ),
    onProgress(state) {
      const now = performance.now();
      line.show((atTerminal) => progressText(state, (now - started) / 1_000, atTerminal), now);
    },
    onProblem(problem) {
      if (problems.push(problem) > problemsTold) return;
      line.clear();
      process.stderr.write(`${inSource(source, problem)}\n`);
    },
  });
  line.clear();
  if (asJson) process.stdout.write(`${JSON.stringify(summaryJson(outcome, source.name, problems.slice(0, 100)))}\n`);
  else process.stderr.write(`${summaryText(outcome)}\n`);
  conclude(outcome, source, options.loop === true);
}

function conclude(outcome: SendOutcome, source: Source, loop: boolean): void {
  const again = source.file === undefined ? '' : '; the same command goes on from there';
  if (outcome.end === 'failed') failWith(outcome.reason ?? 'the run failed');
  else if (outcome.end === 'stopped' && !loop) failWith(`stopped before the end of ${source.name}${again}`);
  else if (outcome.failed > 0) failWith(`${outcome.failed} elements of ${source.name} were not sent`);
}

await runCommandLine(program);
