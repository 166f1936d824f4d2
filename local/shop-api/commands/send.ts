import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { instanceOption, jsonOption, type InstanceOptions, type JsonOptions } from '../../command-line/options.ts';
import { ProgressLine } from '../../command-line/progress-line.ts';
import { failWith, fromCallersFolder, nonBlank, numberBetween, wholeNumber } from '../../command-line/run.ts';
import { findInstance, projectRoot } from '../../instance/instance.ts';
import { withPublisher } from '../../kafka/publisher.ts';
import { requireKafka } from '../../kafka/running.ts';
import { encodingNamed } from '../encoding.ts';
import { sendFile, type SendOptions, type SendOutcome } from '../send-file.ts';
import { fileSource, standardInput, type Source } from '../source.ts';
import { countOf, progressText, summaryJson, summaryText } from '../summary.ts';
import { Told } from '../told.ts';
import { vary } from '../vary.ts';
import { checkAndTell } from './check.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly file: string;
  readonly encoding?: string;
  readonly check?: boolean;
  readonly rate?: number;
  readonly batch?: number;
  readonly loop?: boolean;
  readonly vary?: boolean;
  readonly restart?: boolean;
}

const examples = `
Examples:
  npm run shop -- send                                    the sample catalogue
  npm run shop -- send --file export.ndjson --check       what is wrong with a file, before anything is sent
  npm run shop -- send --file export.ndjson --rate 500    500 products a second
  npm run shop -- send --file old.json --encoding cp1251  a file that is not in UTF-8
  npm run shop -- send --loop --vary --rate 20            prices and stocks that keep changing
  npm run -s catalogue -- --count 100000 | npm run -s shop -- send --file -

The file is a JSON array, NDJSON (one product a line) or one product after the other. A run that was cut short continues
where it stopped when it is started again. What a product lacks is told as a warning; it is sent all the same, and the
filter refuses it. Exit code: 0 all sent, 1 something was not sent (with --check: or will be refused), 2 wrong usage.`;

export const sendCommand = new Command('send')
  .description('send the products of a file to the topic products, over TLS with the certificate of the shop')
  .option(
    '--file <path>',
    'JSON array or NDJSON; - is standard input',
    nonBlank,
    join(projectRoot, 'samples/products.json'),
  )
  .option('--encoding <name>', 'what the file is written in, such as windows-1251 (default: utf-8)', encoding)
  .option('--check', 'only tell what is wrong with the file; nothing is sent, no server is needed')
  .option('--rate <n>', 'products a second (default: as fast as Kafka takes them)', numberBetween(0.01))
  .option('--batch <n>', 'how many products are sent together at most', wholeNumber(1))
  .option('--loop', 'send the file again and again, until Ctrl-C')
  .option('--vary', 'change prices and stocks a little, as time would')
  .option('--restart', 'start over, whatever an earlier run has sent')
  .addOption(instanceOption())
  .addOption(jsonOption('the summary as JSON'))
  .addHelpText('after', examples)
  .action(send);

function encoding(label: string): string {
  const name = encodingNamed(label);
  if (name === undefined)
    throw new InvalidArgumentError('it must be utf-8, utf-16le, windows-1251, koi8-r, ibm866 or the like.');
  return name;
}

async function send(options: Options, command: Command): Promise<void> {
  const { file } = options;
  if (file === '-' && options.loop === true)
    command.error('error: --loop needs a file: standard input cannot be read twice');
  const source = file === '-' ? standardInput(options.encoding) : fileSource(fromCallersFolder(file), options.encoding);
  if (source.file === undefined && options.loop === true)
    command.error(`error: --loop needs a file: ${source.name} is a pipe and cannot be read twice`);
  if (options.check === true) return checkAndTell(source, options, untilSignal());
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
  const told = new Told(source, line);
  const outcome = await sendFile({
    ...options,
    signal: untilSignal(),
    onResume: ({ index, line: at }) =>
      process.stderr.write(
        `an earlier run dealt with ${countOf(index, 'element')}; continuing at line ${at} (--restart starts over)\n`,
      ),
    onProgress(state) {
      const now = performance.now();
      line.show((atTerminal) => progressText(state, (now - started) / 1_000, atTerminal), now);
    },
    onProblem: (problem) => told.problem(problem),
    onWarning: (warning) => told.warning(warning),
  });
  line.clear();
  if (asJson)
    process.stdout.write(`${JSON.stringify(summaryJson(outcome, source.name, told.problems, told.warnings))}\n`);
  else process.stderr.write(`${summaryText(outcome)}\n`);
  conclude(outcome, source, options.loop === true);
}

function conclude(outcome: SendOutcome, source: Source, loop: boolean): void {
  const again = source.file === undefined ? '' : '; the same command goes on from there';
  if (outcome.end === 'failed') failWith(outcome.reason ?? 'the run failed');
  else if (outcome.end === 'stopped' && !loop) failWith(`stopped before the end of ${source.name}${again}`);
  else if (outcome.failed > 0)
    failWith(
      `${countOf(outcome.failed, 'element')} of ${source.name} ${outcome.failed === 1 ? 'was' : 'were'} not sent`,
    );
}

function untilSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
