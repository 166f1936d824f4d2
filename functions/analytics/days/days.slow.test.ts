import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyticsData } from '../../../tests/support/analytics-data.ts';
import { MemoryHdfs } from '../../../tests/support/memory-hdfs.ts';
import type { KafkaRecord } from '../../../modules/kafka/record.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import { dayOf } from '../../../modules/raw-files/paths.ts';
import { recordFile } from '../../../modules/raw-files/record-file.ts';
import { listIfThere } from '../../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import { duckdbEngine } from '../duckdb/engine.ts';
import { productFile } from '../products.ts';
import { analysisNames, analysisQueries, preparedQueries } from '../queries.ts';
import { findDays, forgetDays } from './day-parts.ts';
import { keptDays } from './kept-days.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 22, 19, 25);
const window = 30 * day;
const log = jsonLog(() => undefined);
const { products, productRecords, activityRecords } = analyticsData(7, start);

let hdfs: WebHdfs;
let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'days-'));
  hdfs = new MemoryHdfs().client();
});
afterEach(() => rm(scratch, { recursive: true }));

const directoriesOf = (root: string) => ({
  raw: `${root}/raw`,
  results: `${root}/analytics`,
  staging: `${root}/staging`,
});

const archive = (root: string, topic: string, ago: number, name: string, records: readonly KafkaRecord[]) =>
  hdfs.create(`${root}/raw/${topic}/dt=${dayOf(start - ago * day)}/${name}.parquet`, recordFile(records, {}), {
    overwrite: true,
  });

/** A fifth of the records. */
const share = (records: readonly KafkaRecord[], index: number): KafkaRecord[] =>
  records.filter((_, at) => at % 5 === index);

/** Computes everything as a run does; resolves with the days that were computed, and the rows of all analyses as text. */
async function analyse(root: string, now: number): Promise<{ days: string[]; rows: Record<string, string[]> }> {
  const directories = directoriesOf(root);
  const { inputs, missing } = await findDays({ hdfs, directories, since: now - window, log });
  const state = `${root}/products.parquet`;
  await hdfs.create(state, productFile(products), { overwrite: true });
  const output = `${root}/staging/${now}`;
  const engine = duckdbEngine({ hdfs, scratch: join(scratch, 'duckdb'), cacheLimit: 1e9, memory: 256, threads: 2 });
  const report = await engine.run(
    {
      runId: String(now),
      now,
      window,
      inputs: { ...inputs, products: [state], previous_categories: [], week_ago_categories: [] },
      days: missing,
      prepared: preparedQueries(),
      analyses: analysisQueries(),
      output,
    },
    async ({ name }) => {
      const part = missing.find((each) => each.name === name);
      if (part !== undefined) await keptDays(hdfs, directories).keep(part, `${output}/${name}`);
    },
  );
  return { days: report.days.map(({ name }) => name).toSorted(), rows: await rowsIn(output) };
}

async function rowsIn(output: string): Promise<Record<string, string[]>> {
  const connection = await (await DuckDBInstance.create()).connect();
  const rows: Record<string, string[]> = {};
  for (const name of analysisNames) {
    const copy = join(scratch, 'result.parquet');
    await writeFile(copy, await hdfs.read(`${output}/${name}/part-0.parquet`));
    const all = (await connection.runAndReadAll(`SELECT * FROM '${copy}'`)).getRowObjectsJson();
    rows[name] = all.map((row) => JSON.stringify(row, rounded)).toSorted();
  }
  connection.closeSync();
  return rows;
}

/** The last digits depend on the order of adding. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(9)) : value;

test('what is kept of days and computed of the others gives what one run over everything gives', async () => {
  const [growing, atOnce] = ['/growing', '/once'];
  const both = async (topic: string, ago: number, name: string, records: readonly KafkaRecord[]): Promise<void> => {
    for (const root of [growing, atOnce]) await archive(root, topic, ago, name, records);
  };
  for (const [index, ago] of [29, 2, 0].entries()) {
    await both('products', ago, 'a', share(productRecords, index));
    await both('client_queries', ago, 'a', share(activityRecords, index));
  }
  expect((await analyse(growing, start)).days).toHaveLength(6);

  // Today goes on, and records come late for old days: some in a file of their own, and one file has become another.
  await both('products', 0, 'b', share(productRecords, 3));
  await both('client_queries', 29, 'late', share(activityRecords, 3));
  await both('products', 2, 'a', [...share(productRecords, 1), ...share(productRecords, 4)]);
  const second = await analyse(growing, start + 600_000);
  expect(second.days).toEqual(['activity.2026-10-24', 'sent_prices.2026-11-20', 'sent_prices.2026-11-22']);

  const only = await analyse(atOnce, start + 600_000);
  expect(only.days).toHaveLength(6);
  for (const name of analysisNames) expect(second.rows[name]?.length).toBeGreaterThan(0);
  expect(second.rows).toEqual(only.rows);
});

test('a day is computed again when only a part of it was kept, and of its earlier files nothing stays', async () => {
  const root = '/platform';
  const home = `${root}/analytics/days/sent_prices/dt=2026-11-21`;
  const kept = async (): Promise<string[]> => (await listIfThere(hdfs, home)).map(({ path }) => path);
  await archive(root, 'products', 1, 'a', productRecords);
  expect((await analyse(root, start)).days).toEqual(['sent_prices.2026-11-21']);
  const [first = ''] = await kept();
  await hdfs.delete(`${first}/_SUCCESS`);
  expect((await analyse(root, start)).days).toEqual(['sent_prices.2026-11-21']);

  await archive(root, 'products', 1, 'b', productRecords);
  expect((await analyse(root, start)).days).toEqual(['sent_prices.2026-11-21']);
  expect(await kept()).toEqual([expect.not.stringContaining(first)]);
  expect((await analyse(root, start)).days).toEqual([]);
});

test('what is kept of days before the window goes', async () => {
  const root = '/platform';
  for (const ago of [3, 2]) await archive(root, 'products', ago, 'a', productRecords);
  await analyse(root, start);
  await forgetDays({ hdfs, directories: directoriesOf(root), since: start - 2 * day });
  const left = await listIfThere(hdfs, `${root}/analytics/days/sent_prices`);
  expect(left.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))).toEqual(['dt=2026-11-20']);
});
