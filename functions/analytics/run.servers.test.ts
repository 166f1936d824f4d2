import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dfsAdmin } from '../../local/hdfs/administration.ts';
import { analysisWorld, type AnalysisWorld } from '../../tests/support/analytics-run.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { aKafkaRecord, keepingPublisher } from '../../tests/support/records.ts';
import { recordFile } from '../../modules/raw-files/record-file.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Engine } from './engine.ts';
import { acquireLock } from './lock.ts';
import { analysisNames, resultNames } from './queries.ts';
import { hdfsResults } from './results.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 22, 19, 25);

let world: AnalysisWorld;
beforeEach(async () => {
  world = await analysisWorld(start);
});
afterEach(() => world.remove());

/** What taking the lock needs. */
const locking = () => {
  const { hdfs, directories, now, newId } = world.dependencies();
  return { hdfs, directories, now, newId };
};

const recordsOf = (topic: string) =>
  world.publisher.published
    .filter((record) => record.topic === topic)
    .map(({ key, value }) => [String(key), value === null ? null : (JSON.parse(String(value)) as unknown)]);

const click = (id: string, product: string) =>
  aKafkaRecord({
    topic: 'client_queries',
    offset: Number(id),
    timestamp: start - day,
    key: null,
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
  const { hdfs, root, lines } = world;
  await world.sell({ product_id: 'a', category: strange });
  await world.sell({ product_id: 'b', category: 'Часы' });
  const raw = `${root}/raw/client_queries`;
  await hdfs.create(`${raw}/dt=2026-11-21/one.parquet`, recordFile([click('1', 'a'), click('2', 'b')], {}));
  await hdfs.create(`${raw}/dt=2026-11-22/cut.parquet`, recordFile([click('3', 'a')], {}).subarray(0, 200));

  const first = await world.run();
  expect(first).toMatchObject({ run_id: '20261122T192500Z', resumed: false, announced: 2 });
  expect(lines.join('')).toContain('cut short');
  const results = hdfsResults(hdfs, world.dependencies().directories);
  for (const name of resultNames) {
    expect(await results.latest(name)).toBe('20261122T192500Z');
    expect(await results.isWhole(name, '20261122T192500Z')).toBe(true);
  }
  expect(await world.documentsOf('categoryAnalytics')).toEqual(
    expect.arrayContaining([expect.objectContaining({ category: strange, version: start, average_price: 4999.9 })]),
  );
  expect(recordsOf('recommendations')).toEqual([
    [
      'a',
      {
        product_id: 'a',
        items: [{ product_id: 'b', score: expect.any(Number), taste: expect.any(Number) }],
        run_id: '20261122T192500Z',
      },
    ],
    ['b', expect.objectContaining({ product_id: 'b' })],
  ]);
  expect(recordsOf('category_analytics').map(([key]) => key)).toEqual(expect.arrayContaining([strange, 'Часы']));
  expect(recordsOf('catalog_changes').map(([key]) => key)).toEqual(expect.arrayContaining([strange, 'Часы']));

  // A product is banned: neither it nor its category is told of any more.
  await world.withdraw('a');
  world.clock = start + 600_000;
  world.publisher = keepingPublisher();
  await world.run();
  expect(await world.documentsOf('categoryAnalytics')).toMatchObject([
    { category: 'Часы', products_change: 0, run_id: '20261122T193500Z' },
  ]);
  expect(await world.documentsOf('recommendations')).toEqual([]);
  expect(await world.documentsOf('popularProducts')).toMatchObject([{ product_id: 'b', rank: 1 }]);
  expect(recordsOf('category_analytics')).toContainEqual([strange, null]);
  expect(recordsOf('recommendations').toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
    ['a', null],
    ['b', null],
  ]);
});

test('while a run is alive another one ends with who it is and since when', async () => {
  const lock = await acquireLock({ ...locking(), owner: 'the first' });
  await expect(world.run()).rejects.toMatchObject({
    code: 'analysis_running',
    message: expect.stringMatching(/the first .* since 2026-11-22T19:25/),
  });
  await lock.release();
  await expect(world.run()).resolves.toMatchObject({ resumed: false });
});

test('of many that find an abandoned lock one goes on, and the late owner may publish nothing', async () => {
  const options = locking();
  const late = await acquireLock({ ...options, owner: 'late' });
  world.clock += 61_000;
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
  const { hdfs } = world;
  await world.sell({ product_id: 'a' });
  const usual = world.engine();
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
  await expect(world.run({ engine: dying, hdfs: gone })).rejects.toMatchObject({ code: 'analysis_failed' });
  await expect(world.run()).rejects.toMatchObject({ code: 'analysis_running' });
  world.clock += 61_000;
  const heir = await world.run();
  expect(heir).toMatchObject({ run_id: '20261122T192500Z', resumed: true });
  expect(heir.analyses.map(({ name }) => name)).toEqual(resultNames.slice(3));
  expect(await world.documentsOf('categoryAnalytics')).toHaveLength(1);
});

test('where nothing was archived and nothing is sold a run succeeds', async () => {
  const report = await world.run();
  expect(report.analyses.map(({ rows }) => rows)).toEqual(resultNames.map(() => 0));
});

const nextIsRight = async (): Promise<void> => {
  expect(await world.run()).toMatchObject({ run_id: '20261122T192500Z', resumed: false });
  expect(await world.documentsOf('categoryAnalytics')).toMatchObject([{ category: 'Часы' }]);
};

describe('a run that HDFS refuses says why, and the next one is right again', () => {
  test('in safe mode', async () => {
    await world.sell({ product_id: 'a' });
    await dfsAdmin(testInstance(), '-safemode', 'enter');
    try {
      await expect(world.run()).rejects.toMatchObject({ code: 'hdfs_safe_mode' });
    } finally {
      await dfsAdmin(testInstance(), '-safemode', 'leave');
    }
    await nextIsRight();
  });

  test('when a quota is reached', async () => {
    await world.sell({ product_id: 'a' });
    await dfsAdmin(testInstance(), '-setSpaceQuota', '1m', world.root);
    await expect(world.run()).rejects.toMatchObject({ code: 'hdfs_quota' });
    await dfsAdmin(testInstance(), '-clrSpaceQuota', world.root);
    await nextIsRight();
  });
});
