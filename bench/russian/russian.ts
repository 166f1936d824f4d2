import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { stemRussian } from '../../modules/russian/stem.ts';
import { dictionary, wordsOf } from '../../modules/russian/words.ts';
import { productAt } from '../../local/catalogue/product.ts';
import { plainTable } from '../../local/observe/table.ts';
import { spread } from '../measure/spread.ts';

export interface RussianOptions {
  readonly rounds: number;
  readonly json?: boolean;
}

const run = promisify(execFile);
const loadedSchema = z.object({ milliseconds: z.number(), bytes: z.number() });
const products = 20_000;
const seed = 17;

/** How long the dictionary takes to load, its memory, and how many words a second are looked up on one core. */
export async function benchRussian({ rounds, json }: RussianOptions): Promise<void> {
  const loads: z.infer<typeof loadedSchema>[] = [];
  for (let round = 0; round < rounds; round++) loads.push(await load());
  const every = shuffled(everyForm());
  const offered = wordsOfProducts();
  const measured = {
    file_bytes: statSync(new URL('../../modules/russian/words.bin', import.meta.url)).size,
    words: dictionary().size,
    forms: new Set(every).size,
    load_ms: spread(loads.map(({ milliseconds }) => milliseconds)).p50,
    load_bytes: spread(loads.map(({ bytes }) => bytes)).p50,
    forms_per_second: rate(every, rounds, wordsOf),
    product_words_per_second: rate(offered, rounds, wordsOf),
    stemmed_per_second: rate(offered, rounds, stemRussian),
  };
  if (json === true) process.stdout.write(`${JSON.stringify(measured)}\n`);
  else process.stdout.write(`${render(measured)}\n`);
}

async function load(): Promise<z.infer<typeof loadedSchema>> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'child.ts')]);
  return loadedSchema.parse(JSON.parse(stdout));
}

const everyForm = (): string[] =>
  Array.from({ length: dictionary().size }, (_, word) => dictionary().formsOf(word)).flat();

/** In an order in which no look-up helps the next one. */
const shuffled = (words: readonly string[]): string[] =>
  words.map((_, index) => words[(index * 7_919) % words.length] ?? '');

const wordsOfProducts = (): string[] =>
  Array.from({ length: products }, (_, n) => productAt(seed, n)).flatMap(
    ({ name, description }) =>
      `${name} ${description}`
        .toLowerCase()
        .replaceAll('ё', 'е')
        .match(/\p{L}+/gu) ?? [],
  );

/** The median of the rounds, in words a second of processor time. */
function rate(words: readonly string[], rounds: number, lookUp: (word: string) => unknown): number {
  const rates = Array.from({ length: rounds + 1 }, () => {
    const before = process.cpuUsage();
    for (const word of words) lookUp(word);
    const { user, system } = process.cpuUsage(before);
    return (words.length * 1e6) / (user + system);
  });
  // The first round is for the compiler.
  return spread(rates.slice(1)).p50;
}

function render(measured: Readonly<Record<string, number>>): string {
  const table = plainTable(['measure', 'figure'], ['left', 'right']);
  for (const [name, figure] of Object.entries(measured))
    table.push([name.replaceAll('_', ' '), Math.round(figure).toLocaleString('en')]);
  return table.toString();
}
