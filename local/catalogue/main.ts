import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { ProgressLine } from '../command-line/progress-line.ts';
import { fromCallersFolder, numberBetween, runCommandLine, wholeNumber } from '../command-line/run.ts';
import { elementAt } from './element.ts';
import { sampleText } from './sample.ts';

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly from: number;
  readonly out?: string;
  readonly banned: number;
  readonly malformed: number;
  readonly idPrefix: string;
  readonly array?: boolean;
  readonly sample?: boolean;
}

/** Elements that are written together. */
const written = 1_000;

const examples = `
Examples:
  npm run -s catalogue -- --count 3                       three products, one a line
  npm run catalogue -- --count 1000000 --seed 7 --out million.ndjson
  npm run catalogue -- --count 10000 --banned 0.05 --malformed 0.01 --id-prefix run42 --out mixed.ndjson
  npm run -s catalogue -- --sample > samples/products.json

Element number n of a seed is always the same, however many are made.`;

const program = new Command('npm run catalogue --')
  .description('Makes products of a Russian marketplace, as NDJSON on stdout or into a file.')
  .option('--count <n>', 'how many', wholeNumber(0), 1_000)
  .option('--seed <n>', 'a different seed makes different products', wholeNumber(0), 7)
  .option('--from <n>', 'number of the first element', wholeNumber(0), 0)
  .option('--out <file>', 'write to this file instead of stdout')
  .option('--banned <share>', 'share of products that the sample ban list rejects, 0 to 1', numberBetween(0, 1), 0)
  .option('--malformed <share>', 'share of elements that are not products at all, 0 to 1', numberBetween(0, 1), 0)
  .option('--id-prefix <text>', 'product ids begin with it', 'mp')
  .option('--array', 'one JSON array instead of a product a line')
  .option('--sample', 'the sample catalogue as it stands in samples/products.json')
  .addHelpText('after', examples)
  .action(make);

async function make(options: Options): Promise<void> {
  if (options.banned + options.malformed > 1) program.error('error: --banned and --malformed add up to more than 1');
  const text = options.sample === true ? [sampleText()] : withProgress(textOf(options), options.count);
  try {
    const out = options.out === undefined ? process.stdout : createWriteStream(fromCallersFolder(options.out));
    await pipeline(Readable.from(text, { highWaterMark: 1 }), out, { end: options.out !== undefined });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new PlatformError('input_invalid', `cannot write to ${options.out ?? 'stdout'}`, { cause: error });
    throw error;
  }
}

/** The catalogue as text, `written` elements at a time. */
function* textOf({ count, seed, from, idPrefix, array, ...shares }: Options): Generator<string> {
  const [open, between, close] = array === true ? ['[\n', ',\n', '\n]\n'] : ['', '\n', '\n'];
  yield open;
  for (let made = 0; made < count; made += written) {
    const elements: string[] = [];
    for (let number = made; number < Math.min(count, made + written); number++)
      elements.push(JSON.stringify(elementAt(seed, from + number, shares, idPrefix)));
    yield (made === 0 ? '' : between) + elements.join(between);
  }
  if (count > 0 || array === true) yield close;
}

function* withProgress(texts: Iterable<string>, count: number): Generator<string> {
  const started = performance.now();
  const line = new ProgressLine(process.stderr, started);
  let turns = 0;
  for (const text of texts) {
    yield text;
    const now = performance.now();
    const made = Math.min(count, turns++ * written);
    line.show(() => `${made} of ${count}, ${Math.round((made * 1_000) / (now - started))}/s`, now);
  }
  line.clear();
}

await runCommandLine(program);
