import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dfsAdmin } from '../../local/hdfs/administration.ts';
import { hdfsAs, hdfsDirectory } from '../../tests/hdfs.ts';
import { testIndices, type TestIndices } from '../../tests/indices.ts';
import { testInstance, uniqueName } from '../../tests/instance.ts';
import { aProduct, keepingPublisher } from '../../tests/records.ts';
import { recordFile } from '../archive/record-file.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { productDocument } from '../index/document.ts';
import { jsonLog } from '../logging/log.ts';
import { duckdbEngine } from './duckdb/engine.ts';
import type { Engine } from './engine.ts';
import { acquireLock } from './lock.ts';
import type { AnalyticsParts } from './parts.ts';
import { analysisNames } from './queries.ts';
import { hdfsResults } from './results.ts';
import { runAnalytics } from './run.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 22, 19, 25);
const instance = testInstance();

let root: Awaited<ReturnType<typeof hdfsDirectory>>;
let indices: TestIndices;
let scratch: string;
let lines: string[];
let clock: number;
let publisher: ReturnType<typeof keepingPublisher>;
const hdfs = hdfsAs(instance, 'analytics');

beforeEach(async () => {
  root = await hdfsDirectory(instance, 'analytics');
  indices = await testIndices();
  scratch = await mkdtemp(join(tmpdir(), 'analytics-run-'));
  lines = [];
  clock = start;
  publisher = keepingPublisher();
});
afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
  await indices.remove();
  await root.remove();
});

const duckdb = (): Engine =>
  duckdbEngine({ hdfs, scratch: join(scratch, 'duckdb'), cacheLimit: 1e9, memory: 256, threads: 2 });

const parts = (fields: Partial<AnalyticsParts> = {}): AnalyticsParts => ({
  hdfs,
  archive: hdfs,
  client: indices.client,
  publisher,
  engine: duckdb(),
  log: jsonLog((line) => lines.push(line)),
  names: indices.names,
  places: { raw: `${root.path}/raw`, results: `${root.path}/analytics`, staging: `${root.path}/staging` },
  archivePlaces: { raw: `${root.path}/raw`, staging: `${root.path}/archive` },
  scratch,
  window: 30 * day,
  owner: 'a test',
  now: () => clock,
  newId: randomUUID,
  ...fields,
});

async function index(id: string, category: string): Promise<void> {
  const document = productDocument(aProduct({ product_id: id, category }), { version: start, ban_list_version: 1 });
  await indices.client.index({
    index: indices.names.filteredProducts,
    id,
    body: JSON.parse(document) as Record<string, unknown>,
    refresh: true,
  });
}

const documentsOf = async (name: 'categoryAnalytics' | 'popularProducts' | 'recommendations'): Promise<unknown[]> => {
  await indices.refresh();
  const { body } = await indices.client.search({ index: indices.names[name], size: 100 });
  return body.hits.hits.map(({ _source }) => _source);
};

const recordsOf = (topic: string) =>
  publisher.published
    .filter((record) => record.topic === topic)
    .map(({ key, value }) => [String(key), value === null ? null : (JSON.parse(String(value)) as unknown)]);

const click = (id: string, product: string) => ({
  topic: 'client_queries',
  partition: 0,
  offset: Number(id),
  timestamp: start - day,
  key: null,
  headers: {},
  value: Buffer.from(
    JSON.stringify({
      event_id: id,
      action_name: 'click',
      client_id: 'c',
      user_id: 'u',
      timestamp: new Date(start - day).toISOString(),
      event_attributes: { object: { object_id: product } },
    }),
  ),
});

test('a run publishes whole results with a pointer, records and documents; the next one replaces them', async () => {
  const strange = `Дом/Сад 'и' "дача" 🎁 ${'ж'.repeat(280)}`;
  await index('a', strange);
  await index('b', 'Часы');
  const raw = `${root.path}/raw/client_queries`;
  await hdfs.create(`${raw}/dt=2026-11-21/one.parquet`, recordFile([click('1', 'a'), click('2', 'b')], {}));
  await hdfs.create(`${raw}/dt=2026-11-22/cut.parquet`, recordFile([click('3', 'a')], {}).subarray(0, 200));

  const first = await runAnalytics(parts());
  expect(first).toMatchObject({ run_id: '20261122T192500Z', resumed: false, announced: 2 });
  expect(lines.join('')).toContain('cut short');
  const results = hdfsResults(hdfs, parts().places);
  for (const name of analysisNames) {
    expect(await results.latest(name)).toBe('20261122T192500Z');
    expect(await results.isWhole(name, '20261122T192500Z')).toBe(true);
  }
  expect(await documentsOf('categoryAnalytics')).toEqual(
    expect.arrayContaining([expect.objectContaining({ category: strange, version: start, average_price: 4999.9 })]),
  );
  expect(recordsOf('recommendations')).toEqual([
    ['a', { product_id: 'a', items: [{ product_id: 'b', score: expect.any(Number) }], run_id: '20261122T192500Z' }],
    ['b', expect.objectContaining({ product_id: 'b' })],
  ]);
  expect(recordsOf('category_analytics').map(([key]) => key)).toEqual(expect.arrayContaining([strange, 'Часы']));
  expect(recordsOf('catalog_changes').map(([key]) => key)).toEqual(expect.arrayContaining([strange, 'Часы']));

  // A product is banned: neither it nor its category is told of any more.
  await indices.client.delete({ index: indices.names.filteredProducts, id: 'a', refresh: true });
  clock = start + 600_000;
  publisher = keepingPublisher();
  await runAnalytics(parts());
  expect(await documentsOf('categoryAnalytics')).toMatchObject([
    { category: 'Часы', products_change: 0, run_id: '20261122T193500Z' },
  ]);
  expect(await documentsOf('recommendations')).toEqual([]);
  expect(await documentsOf('popularProducts')).toMatchObject([{ product_id: 'b', rank: 1 }]);
  expect(recordsOf('category_analytics')).toContainEqual([strange, null]);
  expect(recordsOf('recommendations').toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
    ['a', null],
    ['b', null],
  ]);
});

test('while a run is alive another one ends with who it is and since when', async () => {
  const { places } = parts();
  const options = { hdfs, places, now: () => clock, newId: randomUUID };
  const lock = await acquireLock({ ...options, owner: 'the first' });
  await expect(runAnalytics(parts())).rejects.toMatchObject({
    code: 'analysis_running',
    message: expect.stringMatching(/the first .* since 2026-11-22T19:25/),
  });
  await lock.release();
  await expect(runAnalytics(parts())).resolves.toMatchObject({ resumed: false });
});

test('of many that find an abandoned lock one goes on, and the late owner may publish nothing', async () => {
  const options = { hdfs, places: parts().places, now: () => clock, newId: randomUUID };
  const late = await acquireLock({ ...options, owner: 'late' });
  clock += 61_000;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, (_, number) => acquireLock({ ...options, owner: `heir ${number}` })),
  );
  const heirs = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(heirs).toHaveLength(1);
  await expect(late.check()).rejects.toMatchObject({ code: 'analysis_running' });
  await late.release();
  await heirs[0]?.check();
  await heirs[0]?.release();
});

test('a run that broke off is continued, without computing again what is whole', async () => {
  await index('a', 'Часы');
  const usual = duckdb();
  const dying: Engine = {
    name: 'duckdb',
    run: (job, onResult) =>
      usual.run(job, async (report) => {
        await onResult(report);
        if (report.name === analysisNames[2]) throw new PlatformError('analysis_failed', 'the machine is gone');
      }),
  };
  // A machine that is gone releases nothing.
  const gone = {
    ...hdfs,
    rename: async (from: string, to: string) => !to.endsWith('.retired') && hdfs.rename(from, to),
    delete: async (path: string, options?: { recursive?: boolean }) =>
      !path.endsWith('.alive') && hdfs.delete(path, options),
  };
  await expect(runAnalytics(parts({ engine: dying, hdfs: gone }))).rejects.toMatchObject({ code: 'analysis_failed' });
  await expect(runAnalytics(parts())).rejects.toMatchObject({ code: 'analysis_running' });
  clock += 61_000;
  const heir = await runAnalytics(parts());
  expect(heir).toMatchObject({ run_id: '20261122T192500Z', resumed: true });
  expect(heir.analyses.map(({ name }) => name)).toEqual(analysisNames.slice(3));
  expect(await documentsOf('categoryAnalytics')).toHaveLength(1);
});

test('where nothing was archived and nothing is sold a run succeeds', async () => {
  const report = await runAnalytics(parts({ owner: uniqueName('nobody') }));
  expect(report.analyses.map(({ rows }) => rows)).toEqual(analysisNames.map(() => 0));
});

const nextIsRight = async (): Promise<void> => {
  expect(await runAnalytics(parts())).toMatchObject({ run_id: '20261122T192500Z', resumed: false });
  expect(await documentsOf('categoryAnalytics')).toMatchObject([{ category: 'Часы' }]);
};

describe('a run that HDFS refuses says why, and the next one is right again', () => {
  test('in safe mode', async () => {
    await index('a', 'Часы');
    await dfsAdmin(instance, '-safemode', 'enter');
    try {
      await expect(runAnalytics(parts())).rejects.toMatchObject({ code: 'hdfs_safe_mode' });
    } finally {
      await dfsAdmin(instance, '-safemode', 'leave');
    }
    await nextIsRight();
  });

  test('when a quota is reached', async () => {
    await index('a', 'Часы');
    await dfsAdmin(instance, '-setSpaceQuota', '1m', root.path);
    await expect(runAnalytics(parts())).rejects.toMatchObject({ code: 'hdfs_quota' });
    await dfsAdmin(instance, '-clrSpaceQuota', root.path);
    await nextIsRight();
  });
});
