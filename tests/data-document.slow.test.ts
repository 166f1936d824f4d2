import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partOf } from '../functions/analytics/days/day-parts.ts';
import { compute, computeDay } from '../functions/analytics/duckdb/compute.ts';
import { quoted } from '../functions/analytics/duckdb/tables.ts';
import { findNeighbours } from '../functions/analytics/neighbours/neighbours.ts';
import { productFile } from '../functions/analytics/products.ts';
import { analysisQueries, preparedQueries, resultNames } from '../functions/analytics/queries.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { recordFile } from '../modules/raw-files/record-file.ts';
import { analyticsData } from './support/analytics-data.ts';
import { fencedBlocks } from './support/markdown.ts';

const document = await readFile(join(projectRoot, 'docs/data.md'), 'utf8');
const now = Date.UTC(2026, 10, 22, 19, 25);
const runId = '20261122T192500Z';

/** Files as HDFS holds them, below a folder of this machine. */
let folder: string;
const files = new Map<string, string>();
let connection: DuckDBConnection;
let database: DuckDBInstance;

async function put(path: string, content: Buffer): Promise<string[]> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return [file];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-document-'));
  database = await DuckDBInstance.create();
  connection = await database.connect();
  await connection.run(`SET file_search_path = ${quoted(folder)}`);
  const data = analyticsData(1, now);
  const sent = await put('raw/products/dt=2026-11-22/products+0+0+9.parquet', recordFile(data.productRecords, {}));
  const told = await put('raw/client_queries/dt=2026-11-22/a.parquet', recordFile(data.activityRecords, {}));
  files.set('Raw records', sent[0] ?? '');
  const keep = async (name: string, file: string): Promise<void> => {
    const kept = join(folder, 'analytics', name, `run=${runId}`, 'part-0.parquet');
    await mkdir(dirname(kept), { recursive: true });
    await copyFile(file, kept);
    files.set(name, kept);
  };
  const work = join(folder, 'work');
  await mkdir(work);
  const limits = { memory: 256, threads: 1 };
  const days = join(folder, 'days');
  await mkdir(days);
  const dayOf = async (table: Parameters<typeof partOf>[0], raw: readonly string[]): Promise<string[]> => [
    (await computeDay(partOf(table, '2026-11-22', raw), limits, days)).file,
  ];
  await compute(
    {
      runId,
      now,
      window: 30 * 86_400_000,
      inputs: {
        products: await put('work/products', productFile(data.products)),
        sent_prices: await dayOf('sent_prices', sent),
        activity: await dayOf('activity', told),
        previous_categories: [],
        week_ago_categories: [],
      },
      prepared: preparedQueries(),
      analyses: analysisQueries(),
    },
    limits,
    work,
    ({ name, file }) => keep(name, file),
  );
  const inputs = { coOccurrence: [files.get('co_occurrence') ?? ''], sharedBuyers: [files.get('shared_buyers') ?? ''] };
  await keep('neighbours', (await findNeighbours(inputs, work)).file);
});
afterAll(async () => {
  database.closeSync();
  await rm(folder, { recursive: true });
});

/** The rows of the one table of a section, without its head: the first two cells of each. */
function columnsIn(title: string): readonly (readonly [name: string, type: string])[] {
  const section = document.split(/^#+ /mu).find((each) => each.startsWith(`${title}\n`)) ?? '';
  return Array.from(section.matchAll(/^\| `(?<name>\w+)`\s+\| `(?<type>[^`]+)`/gmu), ({ groups }) => [
    groups?.['name'] ?? '',
    groups?.['type'] ?? '',
  ]);
}

test.each(['Raw records', ...resultNames])('«%s» lists the columns of the files with their types', async (title) => {
  const described = await connection.runAndReadAll(
    `DESCRIBE FROM read_parquet(${quoted(files.get(title) ?? '')}, hive_partitioning = false)`,
  );
  const columns = described.getRows().map(([name, type]) => [name, type]);
  expect(columns.length).toBeGreaterThan(0);
  expect(columnsIn(title)).toEqual(columns);
});

const statements = fencedBlocks(document)
  .filter(({ kind }) => kind === 'sql')
  .flatMap(({ content }) => content.split('\n').filter((line) => /^[A-Z]/u.test(line)));

test.each(statements)('DuckDB answers %s', async (statement) => {
  const found = await connection.runAndReadAll(statement);
  expect(found.currentRowCount).toBeGreaterThan(0);
});
