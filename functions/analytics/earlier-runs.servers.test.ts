import { afterEach, beforeEach, expect, test } from 'vitest';
import { analysisWorld, type AnalysisWorld } from '../../tests/support/analytics-run.ts';
import { baseName } from '../../modules/webhdfs/address.ts';
import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import { runIdAt } from './directories.ts';
import { analysisNames } from './queries.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 19, 25);

let world: AnalysisWorld;
beforeEach(async () => {
  world = await analysisWorld(now);
});
afterEach(() => world.remove());

const watch = (amount: number, available: number) => ({
  product_id: 'watch',
  price: { amount, currency: 'RUB' },
  stock: { available },
});

async function runAt(time: number): Promise<void> {
  world.clock = time;
  await world.run();
}

test('changes are those since the run before, and since the one that is nearest to seven days ago', async () => {
  await world.sell(watch(100, 1));
  await runAt(now - 9 * day);
  await world.sell(watch(300, 4));
  await runAt(now - 7 * day + hour);
  await world.sell(watch(600, 7));
  await runAt(now - 6 * day - hour);
  await world.sell({ ...watch(800, 9), product_id: 'second' });
  await runAt(now - hour);
  // Nearer to seven days ago, and never finished.
  const { hdfs, root } = world;
  await hdfs.create(`${root}/analytics/categories/run=${runIdAt(now - 7 * day)}/part-0.parquet`, Buffer.from('PAR1'));
  await world.sell(watch(1_000, 9));
  await runAt(now);
  expect(await world.documentsOf('categoryAnalytics')).toMatchObject([
    {
      products: 2,
      average_price: 900,
      median_price: 900,
      products_change: 0,
      average_price_change: 200,
      median_price_change: 200,
      available_units_change: 2,
      in_stock_share_change: 0,
      products_change_week: 1,
      average_price_change_week: 600,
      median_price_change_week: 600,
      available_units_change_week: 14,
      in_stock_share_change_week: 0,
    },
  ]);
});

test('where no run lies within a day of seven days ago there is no change of the week', async () => {
  await world.sell(watch(100, 1));
  await runAt(now - 9 * day);
  await runAt(now - 5 * day);
  await runAt(now);
  expect(await world.documentsOf('categoryAnalytics')).toMatchObject([
    { average_price_change: 0, average_price_change_week: null, products_change_week: null },
  ]);
});

test('of earlier runs the newest three stay, and the last of each day that is whole', async () => {
  const { hdfs, root } = world;
  const ended = [now - 31 * day, now - 3 * day, now - 3 * day + hour, now - 3 * hour, now - 2 * hour, now - hour];
  for (const time of ended) await runAt(time);
  const brokenOff = `run=${runIdAt(now - 3 * day + 2 * hour)}`;
  for (const analysis of analysisNames) await hdfs.mkdirs(`${root}/analytics/${analysis}/${brokenOff}`);
  await runAt(now);
  const kept = [now - 3 * day + hour, now - 2 * hour, now - hour, now].map((time) => `run=${runIdAt(time)}`);
  for (const analysis of analysisNames) {
    const entries = await listIfThere(hdfs, `${root}/analytics/${analysis}`);
    expect(entries.map(({ path }) => baseName(path)).toSorted()).toEqual(['latest', ...kept]);
  }
});

test('where a day has no data, and none of its neighbours has any either, a run succeeds', async () => {
  const { hdfs, root } = world;
  for (const topic of ['products', 'client_queries'])
    for (const name of ['dt=2026-11-20', 'dt=2026-11-21', 'dt=2026-11-22'])
      await hdfs.mkdirs(`${root}/raw/${topic}/${name}`);
  await world.sell(watch(100, 1));
  await runAt(now);
  expect(await world.documentsOf('categoryAnalytics')).toMatchObject([{ products: 1, average_price: 100 }]);
  expect(await world.documentsOf('popularProducts')).toEqual([]);
});
