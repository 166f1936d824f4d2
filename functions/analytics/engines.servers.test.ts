import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSpark } from '../../local/setup/spark.ts';
import { analyticsData, type AnalyticsData } from '../../tests/support/analytics-data.ts';
import { hdfsAs, hdfsDirectory, type TestDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { recordFile } from '../../modules/raw-files/record-file.ts';
import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { partOf } from './days/day-parts.ts';
import { findRawDays } from './days/raw-files.ts';
import { duckdbEngine } from './duckdb/engine.ts';
import type { AnalysisReport, DayPart, Engine, Job, JobReport } from './engine.ts';
import { productFile } from './products.ts';
import { analysisNames, analysisQueries, preparedQueries } from './queries.ts';
import { sparkEngine } from './spark/engine.ts';

// Bringing Spark is a download of 460 MB, once a machine.
const sparkTimeoutMs = 1_800_000;
const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 19, 25);

type Row = Readonly<Record<string, DuckDBValue>>;

const instance = testInstance();
const hdfs = hdfsAs(instance, 'analytics');
let root: TestDirectory;
let scratch: string;
let connection: DuckDBConnection;
const reports: Record<string, JobReport> = {};
/** The steps that each engine told of. */
const told: Record<string, string[]> = {};

beforeAll(async () => {
  root = await hdfsDirectory(instance, 'analytics');
  scratch = await mkdtemp(join(tmpdir(), 'engines-'));
  connection = await (await DuckDBInstance.create()).connect();
  const inputs = await writeInputs(hdfs, `${root.path}/in`, analyticsData(1, now));
  for (const engine of await engines()) {
    const steps: string[] = [];
    told[engine.name] = steps;
    const job = aJob(inputs, engine.name);
    const onResult = async ({ name }: AnalysisReport): Promise<void> => {
      const isLast = (await listIfThere(hdfs, `${job.output}/${analysisNames.at(-1)}`)).length > 0;
      steps.push(isLast ? `${name}, when all were there` : name);
    };
    reports[engine.name] = await engine.run(job, onResult, ({ name }) => steps.push(name));
    await engine.run(aJob(nothing, `${engine.name}-of-nothing`), async () => undefined);
  }
}, sparkTimeoutMs);

afterAll(async () => {
  connection.closeSync();
  await rm(scratch, { recursive: true, force: true });
  await root.remove();
  hdfs.close();
});

/** A platform of which nobody has heard yet. */
const nothing: Pick<Job, 'inputs' | 'days'> = {
  inputs: { sent_prices: [], activity: [], products: [], previous_categories: [], week_ago_categories: [] },
  days: [],
};

const aJob = ({ inputs, days }: Pick<Job, 'inputs' | 'days'>, output: string): Job => ({
  runId: '20261122T192500Z',
  now,
  window: 30 * day,
  inputs,
  days,
  prepared: preparedQueries(),
  analyses: analysisQueries(),
  output: `${root.path}/${output}`,
});

const engines = async (): Promise<Engine[]> => [
  duckdbEngine({ hdfs, scratch: join(scratch, 'duckdb'), cacheLimit: 1e9, memory: 256, threads: 2 }),
  sparkEngine({
    hdfs,
    hdfsUri: `hdfs://127.0.0.1:${instance.ports.nameNodeRpc}`,
    hdfsUser: 'analytics',
    spark: await ensureSpark(() => undefined),
    scratch: join(scratch, 'spark'),
    timeout: 1_500_000,
    replication: 1,
  }),
];

const halves = <T>(items: readonly T[]): [readonly T[], readonly T[]] => {
  const middle = Math.floor(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
};

/** Records of two days with one between them that has none; a run before this one, and none a week ago. */
async function writeInputs(to: WebHdfs, directory: string, data: AnalyticsData): Promise<Pick<Job, 'inputs' | 'days'>> {
  const put = async (name: string, content: Buffer): Promise<string> => {
    await to.create(`${directory}/${name}`, content);
    return `${directory}/${name}`;
  };
  const daysOf = async (
    table: 'sent_prices' | 'activity',
    topic: string,
    all: AnalyticsData['productRecords'],
  ): Promise<DayPart[]> => {
    const [older, newer] = halves(all);
    await put(`${topic}/dt=2026-11-20/older.parquet`, recordFile(older, {}));
    await to.mkdirs(`${directory}/${topic}/dt=2026-11-21`);
    await put(`${topic}/dt=2026-11-22/newer.parquet`, recordFile(newer, {}));
    const found = await findRawDays(to, `${directory}/${topic}`, now - 30 * day);
    return found.map((raw) =>
      partOf(
        table,
        raw.day,
        raw.files.map(({ path }) => path),
      ),
    );
  };
  const days = [
    ...(await daysOf('sent_prices', 'products', data.productRecords)),
    ...(await daysOf('activity', 'client_queries', data.activityRecords)),
  ];
  const inputs = {
    sent_prices: [],
    activity: [],
    products: await Promise.all(
      halves(data.products).map((part, index) => put(`p${index}.parquet`, productFile(part))),
    ),
    previous_categories: [await put('before.parquet', await categoriesBefore())],
    week_ago_categories: [],
  };
  return { inputs, days };
}

/** A result of a run before, of which one category has gone since. */
async function categoriesBefore(): Promise<Buffer> {
  const file = join(scratch, 'before.parquet');
  await connection.run(`COPY (
    SELECT * FROM (VALUES
      ('Часы', 'RUB', 3::BIGINT, 2::BIGINT, 2e0 / 3, 10::BIGINT, 1e0 / 3, 99.99e0),
      ('Ёлки', 'USD', 1, 0, 0e0, 0, 0.1e0, 0.1e0),
      ('gone', 'RUB', 1, 1, 1e0, 1, 1e0, 1e0)
    ) t(category, currency, products, in_stock, in_stock_share, available_units, average_price, median_price)
  ) TO '${file}' (FORMAT parquet)`);
  const rows = await connection.runAndReadAll(`SELECT content FROM read_blob('${file}')`);
  const [content] = rows.getRowObjectsJS();
  return Buffer.from(content?.['content'] as Uint8Array);
}

/** A result as it stands in HDFS: names and types of its columns, and its rows. */
async function resultOf(engine: string, name: string): Promise<{ columns: unknown; rows: Row[] }> {
  const files: string[] = [];
  for await (const { path } of hdfs.list(`${root.path}/${engine}/${name}`)) {
    expect(path).toMatch(/\/part-\d+\.parquet$/);
    const copy = join(scratch, `${engine}-${name}-${files.length}.parquet`);
    await writeFile(copy, await hdfs.read(path));
    files.push(`'${copy}'`);
  }
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet([${files.join(', ')}])`);
  const columns = result.columnNames().map((column, index) => `${column} ${String(result.columnType(index))}`);
  return { columns, rows: result.getRowObjects().toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

/** Everything of a row but what rounding may touch. */
const keyOf = (row: Row): string =>
  Object.values(row)
    .filter((value) => typeof value !== 'number')
    .map(String)
    .join('\u0000');

describe('DuckDB and Spark on the same data', () => {
  test.each(analysisNames)('compute the same rows of %s', async (name) => {
    const [ours, theirs] = [await resultOf('duckdb', name), await resultOf('spark', name)];
    expect(ours.rows.length).toBeGreaterThan(0);
    expect(theirs.columns).toEqual(ours.columns);
    expect(theirs.rows).toHaveLength(ours.rows.length);
    const different = ours.rows
      .map((row, index) => [row, theirs.rows[index]] as const)
      .filter(([a, b]) => !areAlike(a, b));
    expect(different).toEqual([]);
  });

  test.each(analysisNames)('find nothing where there is nothing, in the same columns: %s', async (name) => {
    const { columns } = await resultOf('duckdb', name);
    for (const engine of ['duckdb', 'spark'])
      expect(await resultOf(`${engine}-of-nothing`, name)).toEqual({ columns, rows: [] });
  });

  test('report the rows of each analysis', () => {
    const rowsOf = (engine: string): unknown => reports[engine]?.analyses.map(({ name, rows }) => ({ name, rows }));
    expect(rowsOf('spark')).toEqual(rowsOf('duckdb'));
    expect(reports['spark']?.analyses.map(({ name }) => name)).toEqual(analysisNames);
  });

  const dayNames = ['sent_prices', 'activity'].flatMap((table) => [`${table}.2026-11-20`, `${table}.2026-11-22`]);

  test.each([
    ['duckdb', [...dayNames, 'files'], []],
    // Its days are told at the end: until then it reads their files.
    ['spark', ['start'], dayNames.map((name) => `${name}, when all were there`)],
  ])('%s tells of each step when it is done, not at the end', (engine, first, last) => {
    const prepared = preparedQueries().map(({ name }) => name);
    const whole = `${analysisNames.at(-1)}, when all were there`;
    expect(told[engine]).toEqual([...first, ...prepared, ...analysisNames.slice(0, -1), whole, ...last]);
  });

  test('compute the same rows of each day', async () => {
    for (const name of dayNames) {
      const [ours, theirs] = [await resultOf('duckdb', name), await resultOf('spark', name)];
      expect(ours.rows.length).toBeGreaterThan(0);
      expect(theirs).toEqual(ours);
    }
  });
});

/** Equal but for doubles, whose last digits depend on the order of adding. */
const areAlike = (one: Row, other: Row | undefined): boolean =>
  Object.entries(one).every(([column, a]) => {
    const b = other?.[column];
    if (typeof a !== 'number' || typeof b !== 'number') return a === b;
    return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  });
