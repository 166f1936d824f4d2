import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { aRecord } from '../../tests/support/records.ts';
import { readOffsets } from '../../tests/support/read-records.ts';
import { recordFile } from '../raw-files/record-file.ts';
import { concatenatedFooter, haveSameSchema } from './concatenate.ts';
import { isWholeParquet, readFooter } from './footer.ts';

const file = (from: number, to: number): Buffer =>
  recordFile(
    Array.from({ length: to - from }, (_, n) => {
      const offset = from + n;
      // Large, and no UTF-8: several pages, an offset index, and bounds that no text can carry.
      return aRecord(
        'products',
        `\u{fffd}${offset}`,
        offset % 7 === 0 ? null : Buffer.alloc(3_000, 0xff - (offset % 3)),
        {
          offset,
        },
      );
    }),
    { name: `${from}` },
  );

const readerOf = (content: Buffer) => ({
  read: async (_: string, { offset = 0, length = content.length }: { offset?: number; length?: number } = {}) =>
    content.subarray(offset, offset + length),
});
const footerOf = (content: Buffer) => readFooter(readerOf(content), { path: '/f', length: content.length });
const isWhole = (content: Buffer) => isWholeParquet(readerOf(content), { path: '/f', length: content.length });

async function concatenated(files: readonly Buffer[], between: Buffer): Promise<Buffer> {
  const parts = await Promise.all(
    files.map(async (content) => {
      const footer = await footerOf(content);
      if (footer === undefined) throw new Error('no footer');
      return { length: content.length, footer };
    }),
  );
  const footer = concatenatedFooter([...parts, { length: between.length }], { name: 'all' });
  return Buffer.concat([...files, between, footer]);
}

async function duckDb(content: Buffer, query: (file: string) => string): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'concatenate-'));
  const path = join(folder, 'all.parquet');
  writeFileSync(path, content);
  const instance = await DuckDBInstance.create();
  try {
    const connection = await instance.connect();
    return (await connection.runAndReadAll(query(path))).getRowsJson();
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

const files = [file(0, 900), file(900, 901), file(901, 2_000)];
const between = Buffer.from('anything');

test('files, bytes between them and the new footer are one file with every row, for two readers', async () => {
  const all = await concatenated(files, between);
  expect(await readOffsets(all)).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
  expect(
    await duckDb(all, (path) => `SELECT count(*), count(DISTINCT "offset"), sum(octet_length(value)) FROM '${path}'`),
  ).toEqual([['2000', '2000', String(3_000 * (2_000 - 286))]]);
});

test('what was concatenated can be concatenated again', async () => {
  const twice = await concatenated([await concatenated(files.slice(0, 2), between), ...files.slice(2)], between);
  expect(await readOffsets(twice)).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
  expect((await footerOf(twice))?.row_groups).toHaveLength(3);
});

test('bounds of columns survive, so that filters find what they look for', async () => {
  const all = await concatenated(files, between);
  expect(
    await duckDb(
      all,
      (path) => `SELECT value IS NULL FROM '${path}' WHERE "offset" = 1500 AND key = encode('\u{fffd}1500')`,
    ),
  ).toEqual([[false]]);
  const statistics = (column: number, footer: Awaited<ReturnType<typeof footerOf>>) =>
    footer?.row_groups.map(({ columns }) => columns[column]?.meta_data?.statistics);
  const [first, second, third] = await Promise.all(files.map((content) => footerOf(content)));
  const merged = await footerOf(all);
  for (const column of [0, 1, 2, 3, 4])
    expect(statistics(column, merged)).toEqual([first, second, third].flatMap((footer) => statistics(column, footer)));
});

test('a file that was cut short has no footer, wherever it was cut', async () => {
  const whole = file(0, 3);
  expect(await isWhole(whole)).toBe(true);
  expect(await footerOf(whole)).toBeDefined();
  const lengths = Array.from({ length: Math.floor(whole.length / 7) }, (_, n) => n * 7);
  const cut = await Promise.all(
    lengths.map(async (length) => [
      await isWhole(whole.subarray(0, length)),
      await footerOf(whole.subarray(0, length)),
    ]),
  );
  expect(cut).toEqual(lengths.map(() => [false, undefined]));
});

test('the end of a file alone is no file', async () => {
  const whole = file(0, 300);
  const end = whole.subarray(whole.length - 2_500);
  expect(await footerOf(end)).toBeUndefined();
});

test('a footer that is larger than the first read is read whole', async () => {
  const one = file(0, 1);
  const many = await concatenated(
    Array.from({ length: 180 }, () => one),
    between,
  );
  const footer = await footerOf(many);
  expect(footer?.metadata_length).toBeGreaterThan(64 * 1024);
  expect(footer?.row_groups).toHaveLength(180);
});

test('files with other columns are told apart', async () => {
  const [a, b] = await Promise.all([footerOf(file(0, 1)), footerOf(file(5, 9))]);
  if (a === undefined || b === undefined) throw new Error('no footer');
  expect(haveSameSchema(a, b)).toBe(true);
  expect(haveSameSchema(a, { ...b, schema: b.schema.slice(0, 3) })).toBe(false);
});
