import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyticsData } from '../../../tests/support/analytics-data.ts';
import { analysisWorld, type AnalysisWorld } from '../../../tests/support/analytics-run.ts';
import { keepingPublisher } from '../../../tests/support/records.ts';
import type { KafkaRecord } from '../../../modules/kafka/record.ts';
import { recordFile } from '../../../modules/raw-files/record-file.ts';
import { dayOf } from '../../../modules/raw-files/paths.ts';
import { analysisNames } from '../queries.ts';
import type { RunReport } from '../run.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 22, 19, 25);

let worlds: AnalysisWorld[];
let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'days-'));
  worlds = [];
});
afterEach(async () => {
  for (const world of worlds) await world.remove();
  await rm(scratch, { recursive: true });
});

async function aWorld(): Promise<AnalysisWorld> {
  const world = await analysisWorld(start);
  worlds.push(world);
  return world;
}

const archived = (world: AnalysisWorld, topic: string, ago: number, name: string, records: readonly KafkaRecord[]) =>
  world.hdfs.create(
    `${world.root}/raw/${topic}/dt=${dayOf(start - ago * day)}/${name}.parquet`,
    recordFile(records, {}),
    { overwrite: true },
  );

const computed = ({ days }: RunReport): string[] => days.map(({ name }) => name).toSorted();

/** All rows of all analyses of a run, as text. */
async function rowsOf(world: AnalysisWorld, { run_id }: RunReport): Promise<Record<string, string[]>> {
  const connection = await (await DuckDBInstance.create()).connect();
  const rows: Record<string, string[]> = {};
  for (const name of analysisNames) {
    const copy = join(scratch, 'result.parquet');
    await writeFile(copy, await world.hdfs.read(`${world.root}/analytics/${name}/run=${run_id}/part-0.parquet`));
    const all = (await connection.runAndReadAll(`SELECT * FROM '${copy}'`)).getRowObjectsJson();
    rows[name] = all.map((row) => JSON.stringify(row, rounded)).toSorted();
  }
  connection.closeSync();
  return rows;
}

/** The last digits depend on the order of adding. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(9)) : value;

test('what runs keep of days and compute of the others gives what one run over everything gives', async () => {
  const growing = await aWorld();
  const atOnce = await aWorld();
  const { products, productRecords, activityRecords } = analyticsData(7, start);
  const both = async (act: (world: AnalysisWorld) => Promise<unknown>): Promise<void> =>
    void (await Promise.all([act(growing), act(atOnce)]));
  for (const { product_id, category } of products) await both((world) => world.sell({ product_id, category }));
  const share = (records: readonly KafkaRecord[], index: number): KafkaRecord[] =>
    records.filter((_, at) => at % 5 === index);
  const bothOf = (topic: string, ago: number, name: string, index: number, records: readonly KafkaRecord[]) =>
    both((world) => archived(world, topic, ago, name, share(records, index)));
  for (const [index, ago] of [29, 2, 0].entries()) {
    await bothOf('products', ago, 'a', index, productRecords);
    await bothOf('client_queries', ago, 'a', index, activityRecords);
  }
  await growing.run();

  // Today goes on, and records come late for an old day: some in a file of their own, and one file has become another.
  await bothOf('products', 0, 'b', 3, productRecords);
  await bothOf('client_queries', 29, 'late', 3, activityRecords);
  await both((world) =>
    archived(world, 'products', 2, 'a', [...share(productRecords, 1), ...share(productRecords, 4)]),
  );
  growing.clock += 600_000;
  atOnce.clock = growing.clock;
  const [second, only] = [await growing.run(), await atOnce.run()];

  expect(computed(second)).toEqual(['activity.2026-10-24', 'sent_prices.2026-11-20', 'sent_prices.2026-11-22']);
  expect(computed(only)).toHaveLength(6);
  const [byDays, allAtOnce] = [await rowsOf(growing, second), await rowsOf(atOnce, only)];
  for (const name of analysisNames) {
    // The first run is what it compares categories with.
    if (name === 'categories') continue;
    expect(byDays[name]?.length).toBeGreaterThan(0);
    expect(byDays[name]).toEqual(allAtOnce[name]);
  }
});

test('days that have not changed are not computed again, but one of which only a part was moved is', async () => {
  const world = await aWorld();
  const { hdfs, root } = world;
  await world.sell({ product_id: 'p1' });
  const { productRecords } = analyticsData(1, start);
  await archived(world, 'products', 1, 'a', productRecords);
  const again = async (): Promise<string[]> => {
    world.clock += 600_000;
    world.publisher = keepingPublisher();
    return computed(await world.run());
  };
  expect(await again()).toEqual(['sent_prices.2026-11-21']);
  expect(await again()).toEqual([]);

  const home = `${root}/analytics/days/sent_prices/dt=2026-11-21`;
  const kept: string[] = [];
  for await (const { path } of hdfs.list(home)) kept.push(path);
  expect(kept).toHaveLength(1);
  await hdfs.delete(`${kept[0]}/_SUCCESS`);
  expect(await again()).toEqual(['sent_prices.2026-11-21']);
});

test('of a day whose files have changed only the newest is kept, and days before the window go', async () => {
  const world = await aWorld();
  const { hdfs, root } = world;
  await world.sell({ product_id: 'p1' });
  const { productRecords } = analyticsData(1, start);
  await archived(world, 'products', 29, 'a', productRecords);
  await archived(world, 'products', 0, 'a', productRecords);
  await world.run();
  await archived(world, 'products', 0, 'b', productRecords);
  world.clock += 2 * day;
  await world.run();
  const left: string[] = [];
  for await (const { path } of hdfs.list(`${root}/analytics/days/sent_prices`)) {
    left.push(path.slice(path.lastIndexOf('/') + 1));
    let ids = 0;
    for await (const each of hdfs.list(path)) ids += Number(each.type === 'DIRECTORY');
    expect(ids).toBe(1);
  }
  expect(left).toEqual(['dt=2026-11-22']);
});
