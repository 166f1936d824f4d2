import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyFromHdfs, hdfsAs, hdfsDirectory, type TestDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { aRecord } from '../../tests/support/records.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { archive } from './archive.ts';
import { compactRaw } from '../../modules/raw-files/compact.ts';
import type { ArchiveDirectories } from '../../modules/raw-files/paths.ts';

const instance = testInstance();
const day = 86_400_000;
const today = Date.now();

let directory: TestDirectory;
let hdfs: WebHdfs;
let directories: ArchiveDirectories;

beforeEach(async () => {
  directory = await hdfsDirectory(instance, 'archive');
  directories = { raw: `${directory.path}/raw`, staging: `${directory.path}/staging` };
  hdfs = hdfsAs(instance, 'archive');
});

afterEach(async () => {
  hdfs.close();
  await directory.remove();
});

const records = (from: number, to: number): KafkaRecord[] =>
  Array.from({ length: to - from }, (_, n) =>
    aRecord('products', `p${from + n}`, n % 5 === 0 ? null : Buffer.alloc(500, n), { offset: from + n }),
  );

/** HDFS as if it were another time there. */
const hdfsAt = (now: number): WebHdfs => ({ ...hdfs, now: async () => now });
const poller = (now = today) => archive({ hdfs: hdfsAt(now), directories });

async function rows(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  const duckDb = await DuckDBInstance.create();
  try {
    await copyFromHdfs(hdfs, directories.raw, folder);
    const connection = await duckDb.connect();
    const result = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER AS rows, count(DISTINCT "offset")::INTEGER AS offsets, max("offset")::INTEGER AS last,
              sum(octet_length(value))::INTEGER AS bytes FROM '${folder}/**/*.parquet'`,
    );
    return result.getRowObjectsJson()[0];
  } finally {
    duckDb.closeSync();
    rmSync(folder, { recursive: true });
  }
}

async function names(path = `${directories.raw}/products`): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of hdfs.list(path))
    if (entry.type === 'DIRECTORY') found.push(...(await names(entry.path)));
    else found.push(entry.path.slice(entry.path.lastIndexOf('/') + 1));
  return found;
}

test('batches that come again with other borders, to two pollers at once, stand in HDFS once', async () => {
  const pollers = [poller(), poller(), poller()];
  for (let from = 0; from < 300; from += 50)
    await Promise.all(pollers.map((step, n) => step(records(Math.max(0, from - 20 * n), from + 50 + 13 * n))));
  expect(await rows()).toMatchObject({ rows: 326, offsets: 326, last: 325 });
  const left: string[] = [];
  for await (const { path } of hdfs.list(`${directories.staging}/claims`)) left.push(path);
  expect(left).toEqual([]);
});

test('the files of yesterday become two, with the same rows, and the archive goes on behind them', async () => {
  const yesterday = poller(today - day);
  for (let from = 0; from < 600; from += 10) await yesterday(records(from, from + 10));
  const before = await rows();
  const options = { directories, newId: randomUUID };
  expect(await compactRaw(hdfsAt(today + day), options)).toMatchObject({ due: true, broken: [] });
  expect(await names()).toEqual(['products+0+0+589.parquet', 'products+0+590+599.parquet']);
  expect(await rows()).toEqual(before);
  expect(await poller()(records(580, 620))).toEqual({ archived: 20, skipped: 20, files: 1 });
  expect(await rows()).toMatchObject({ rows: 620, offsets: 620 });
  expect(await compactRaw(hdfsAt(today + day), options)).toMatchObject({ due: false });
});

test('a file that was cut short stays where it is, is told of, and costs no other record', async () => {
  const yesterday = poller(today - day);
  for (let from = 0; from < 60; from += 10) await yesterday(records(from, from + 10));
  const directoryOfDay = `${directories.raw}/products/dt=${new Date(today - day).toISOString().slice(0, 10)}`;
  const whole = await hdfs.read(`${directoryOfDay}/products+0+20+29.parquet`);
  const cut = `${directoryOfDay}/products+0+60+999.parquet`;
  await hdfs.create(cut, whole.subarray(0, whole.length / 2));
  expect(await poller()(records(55, 70))).toMatchObject({ archived: 10, skipped: 5 });
  expect(await compactRaw(hdfsAt(today + day), { directories, newId: randomUUID })).toMatchObject({ broken: [cut] });
  expect(await names()).toContain('products+0+60+999.parquet');
  await hdfs.delete(cut);
  expect(await rows()).toMatchObject({ rows: 70, offsets: 70 });
});
