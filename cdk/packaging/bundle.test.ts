import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleHandler, bundleHandlers, type PackagedFile } from './bundle.ts';

const kafkajs = import.meta.resolve('kafkajs');
let directory: string;
let files: PackagedFile[];

const write = (name: string, source: string): string => {
  const file = join(directory, name);
  writeFileSync(file, source);
  return file;
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bundle-test-'));
  const entry = write(
    'handler.ts',
    `import kafkajs, { type Kafka } from '${new URL(kafkajs).pathname}';
     const partition: number = await Promise.resolve(1);
     export const handler = async (): Promise<[number, string]> => [partition, kafkajs.CompressionTypes.GZIP.toString()];`,
  );
  files = await bundleHandler(entry);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('a bundle is one module and its source map, without the sources themselves', () => {
  expect(files.map(({ name }) => name).toSorted()).toEqual(['index.mjs', 'index.mjs.map']);
  const map = files.find(({ name }) => name === 'index.mjs.map');
  expect(JSON.parse(Buffer.from(map?.contents ?? []).toString())).not.toHaveProperty('sourcesContent');
});

test('a bundled handler runs alone, with packages that still call require and with top-level await', async () => {
  for (const { name, contents } of files) writeFileSync(join(directory, name), contents);
  const bundled = (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as {
    handler: () => Promise<unknown>;
  };
  expect(await bundled.handler()).toEqual([1, '1']);
});

test('a bundle that looks up Russian words runs alone, with the dictionary beside it, and no other one carries that', async () => {
  const words = new URL('../../modules/russian/words.ts', import.meta.url).pathname;
  const entry = write('russian.ts', `import { areOfOneWord } from '${words}'; export const handler = areOfOneWord;`);
  const own = mkdtempSync(join(directory, 'russian-'));
  for (const { name, contents } of await bundleHandler(entry)) writeFileSync(join(own, name), contents);
  const bundled = (await import(pathToFileURL(join(own, 'index.mjs')).href)) as {
    handler: (one: string, other: string) => boolean;
  };
  expect(bundled.handler('сумок', 'сумка')).toBe(true);
  expect(files.map(({ name }) => name)).not.toContain('words.bin');
});

test('a bundle carries the rules of the stemmer when it makes indices, and not when it only names them', async () => {
  const indices = new URL('../../modules/opensearch/indices.ts', import.meta.url).pathname;
  const packagedWith = async (name: string): Promise<boolean> => {
    const entry = write(`${name}.ts`, `import { ${name} } from '${indices}'; export const handler = ${name};`);
    return (await bundleHandler(entry)).some((file) => file.name === 'stemmer-rules.bin');
  };
  expect(await packagedWith('ensureIndices')).toBe(true);
  expect(await packagedWith('indexNames')).toBe(false);
});

test('handlers that are bundled in one run are the same modules as alone, each with its own copy of what they share', async () => {
  write('shared.ts', 'export const calls: string[] = [];');
  const handlers = {
    first: write('first.ts', "import { calls } from './shared.ts'; export const handler = () => calls.push('first');"),
    second: write(
      'second.ts',
      "import { calls } from './shared.ts'; export const handler = () => calls.push('second');",
    ),
  };
  const together = await bundleHandlers(handlers);
  expect(together.first).toEqual(await bundleHandler(handlers.first));
  expect(together.second).toEqual(await bundleHandler(handlers.second));
  const calls = await Promise.all(
    Object.entries(together).map(async ([name, [code]]) => {
      const file = write(`${name}.mjs`, Buffer.from(code?.contents ?? []).toString());
      return ((await import(pathToFileURL(file).href)) as { handler: () => number }).handler();
    }),
  );
  expect(calls).toEqual([1, 1]);
});

test('a mistake in the source is reported with its file and line', async () => {
  const broken = write('broken.ts', 'export const handler = async () => {\n  return 1 +;\n};\n');
  await expect(bundleHandler(broken)).rejects.toMatchObject({
    code: 'input_invalid',
    message: expect.stringMatching(/broken\.ts:2:\d+/),
  });
});

test('a handler that is not there is reported by name', async () => {
  await expect(bundleHandler(join(directory, 'nobody.ts'))).rejects.toThrow('nobody.ts');
});
