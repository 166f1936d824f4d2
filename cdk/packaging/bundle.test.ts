import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleHandler, type PackagedFile } from './bundle.ts';

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
