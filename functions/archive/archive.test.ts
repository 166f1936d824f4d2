import { expect, test } from 'vitest';
import { archive, fileFor } from './archive.ts';
import { MemoryHdfs, type Turn } from '../../tests/support/memory-hdfs.ts';
import { noon, records, upTo } from '../../tests/support/raw-day.ts';
import { readOffsets } from '../../tests/support/read-records.ts';
import type { Watermark } from '../../modules/raw-files/watermark.ts';

const day = 86_400_000;
const topicPartition = { topic: 'products', partition: 0 };

const poller = (hdfs: MemoryHdfs, turn?: Turn, now: () => number = () => noon) =>
  archive({ hdfs: hdfs.client(turn, now) });

const rawFiles = (hdfs: MemoryHdfs): string[] => hdfs.below('/raw');
const offsetsIn = async (hdfs: MemoryHdfs): Promise<number[]> =>
  (await Promise.all(rawFiles(hdfs).map((path) => readOffsets(hdfs.files.get(path) ?? Buffer.alloc(0))))).flat();
const sorted = (offsets: readonly number[]): number[] => offsets.toSorted((a, b) => a - b);

test('records stand in a file named for its day, partition and offsets', async () => {
  const hdfs = new MemoryHdfs();
  expect(await poller(hdfs)(records(5, 8))).toEqual({ archived: 3, skipped: 0, files: 1 });
  expect(rawFiles(hdfs)).toEqual(['/raw/products/dt=2026-11-22/products+0+5+7.parquet']);
  expect(await offsetsIn(hdfs)).toEqual([5, 6, 7]);
});

test('a batch of several partitions makes one file of each', async () => {
  const hdfs = new MemoryHdfs();
  const other = records(0, 2).map((record) => ({ ...record, partition: 4 }));
  expect(await poller(hdfs)([...records(0, 3), ...other])).toEqual({ archived: 5, skipped: 0, files: 2 });
  expect(rawFiles(hdfs).map((path) => path.split('/').at(-1))).toEqual([
    'products+0+0+2.parquet',
    'products+4+0+1.parquet',
  ]);
});

test('a batch that comes again with other borders writes only what is new', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs)(records(0, 5));
  expect(await poller(hdfs)(records(3, 9))).toEqual({ archived: 4, skipped: 2, files: 1 });
  expect(await poller(hdfs)(records(2, 7))).toEqual({ archived: 0, skipped: 5, files: 0 });
  expect(await offsetsIn(hdfs)).toEqual(upTo(9));
});

test('offsets that Kafka has no record for are covered by the file after them', () => {
  const fresh = records(12, 14);
  expect(fileFor(topicPartition, fresh, { last: 9, day: '2026-11-21' }, '2026-11-22')).toMatchObject({
    first: 10,
    last: 13,
  });
});

test('a clock that is behind the one of another machine writes into the later day', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs, undefined, () => noon + day)(records(0, 2));
  await poller(hdfs)(records(2, 4));
  expect(rawFiles(hdfs).map((path) => path.split('/').at(-2))).toEqual(['dt=2026-11-23', 'dt=2026-11-23']);
});

const farFuture = Date.parse('2099-01-01T00:00:00Z');
const daysOf = (hdfs: MemoryHdfs): string[] => rawFiles(hdfs).map((path) => path.slice('/raw/products/'.length));

test('a file of the future does not take later ones along', () => {
  let watermark: Watermark = { last: -1, day: '' };
  const days = ['2026-11-28', '2099-01-01', '2026-11-28', '2026-11-29'].map((today, offset) => {
    watermark = fileFor(topicPartition, records(offset, offset + 1), watermark, today);
    return watermark.day;
  });
  expect(days).toEqual(['2026-11-28', '2099-01-01', '2026-11-28', '2026-11-29']);
});

test('files that were written while the clock of HDFS was wrong stay, and later ones lie under their days', async () => {
  const hdfs = new MemoryHdfs();
  const step = poller(hdfs, undefined, () => hdfs.time);
  await step(records(0, 2));
  hdfs.time = farFuture;
  await step(records(2, 4));
  await step(records(4, 6));
  expect(daysOf(hdfs).slice(1)).toEqual([
    'dt=2099-01-01/products+0+2+3.parquet',
    'dt=2099-01-01/products+0+4+5.parquet',
  ]);
  hdfs.time = noon + day;
  await step(records(4, 8));
  await step(records(8, 9));
  expect(daysOf(hdfs)).toEqual([
    'dt=2026-11-22/products+0+0+1.parquet',
    'dt=2026-11-23/products+0+6+7.parquet',
    'dt=2026-11-23/products+0+8+8.parquet',
    'dt=2099-01-01/products+0+2+3.parquet',
    'dt=2099-01-01/products+0+4+5.parquet',
  ]);
  expect(sorted(await offsetsIn(hdfs))).toEqual(upTo(9));
});

test('a poller that begins after a clock was wrong finds what was written then, also what a crash left under a claim', async () => {
  for (let steps = 1; steps < 30; steps++) {
    const hdfs = new MemoryHdfs();
    await poller(hdfs)(records(0, 3));
    await Promise.race([poller(hdfs, diesAfter(steps), () => farFuture)(records(3, 6)), settledTurns()]);
    await Promise.race([poller(hdfs, diesAfter(steps))(records(3, 9)), settledTurns()]);
    await poller(hdfs)(records(3, 12));
    await poller(hdfs)(records(12, 13));
    expect(sorted(await offsetsIn(hdfs)), `died at step ${steps}`).toEqual(upTo(13));
    expect(daysOf(hdfs).some((path) => path.startsWith('dt=2026') && path.endsWith('+12+12.parquet'))).toBe(true);
  }
});

test('a day that was in the future hides nothing when it has come', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs)(records(0, 2));
  await poller(hdfs, undefined, () => noon + 3 * day)(records(2, 4));
  await poller(hdfs, undefined, () => noon + 4 * day)(records(4, 5));
  await poller(hdfs)(records(5, 9));
  await poller(hdfs, undefined, () => noon + day)(records(9, 12));
  expect(await poller(hdfs, undefined, () => noon + 4 * day)(records(3, 14))).toMatchObject({
    archived: 2,
    skipped: 9,
  });
  expect(await poller(hdfs, undefined, () => noon + 9 * day)(records(3, 15))).toMatchObject({
    archived: 1,
    skipped: 11,
  });
  expect(sorted(await offsetsIn(hdfs))).toEqual(upTo(15));
});

test('a watermark is found in an old day when newer ones have no file of the partition', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs)(records(0, 4));
  const later = records(0, 1).map((record) => ({ ...record, partition: 1 }));
  await poller(hdfs, undefined, () => noon + 3 * day)(later);
  expect(await poller(hdfs, undefined, () => noon + 4 * day)(records(2, 6))).toMatchObject({ archived: 2, skipped: 2 });
});

test('a watermark in memory is not believed after ten minutes', async () => {
  const hdfs = new MemoryHdfs();
  let now = noon;
  const step = poller(hdfs, undefined, () => now);
  await step(records(0, 2));
  await poller(hdfs)(records(2, 4));
  const lists: string[] = [];
  now += 600_001;
  const looking = poller(
    hdfs,
    async (what) => void lists.push(what),
    () => now,
  );
  expect(await step(records(2, 4))).toMatchObject({ archived: 0, skipped: 2 });
  expect(await looking(records(2, 4))).toMatchObject({ skipped: 2 });
  expect(lists.some((what) => what.startsWith('list'))).toBe(true);
});

test('what a crashed poller left under a claim is published by the next one, once', async () => {
  for (let steps = 1; steps < 40; steps++) {
    const hdfs = new MemoryHdfs();
    await poller(hdfs)(records(0, 3));
    await Promise.race([poller(hdfs, diesAfter(steps))(records(3, 8)), settledTurns()]);
    await poller(hdfs)(records(3, 6));
    await poller(hdfs)(records(5, 9));
    expect(sorted(await offsetsIn(hdfs)), `died at step ${steps}`).toEqual(upTo(9));
    expect(hdfs.below('/staging/archive/claims')).toEqual([]);
  }
});

test('a file that was cut short counts for nothing, and is neither overwritten nor removed', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs)(records(0, 3));
  const broken = '/raw/products/dt=2026-11-22/products+0+3+99.parquet';
  await hdfs.client().create(broken, Buffer.from('PAR1 cut short'));
  expect(await poller(hdfs)(records(2, 6))).toMatchObject({ archived: 3, skipped: 1 });
  expect(hdfs.files.get(broken)?.toString()).toBe('PAR1 cut short');
});

test('a broken file under the very name of the next one stops the partition with an error, until it is moved away', async () => {
  const hdfs = new MemoryHdfs();
  await poller(hdfs)(records(0, 3));
  const broken = '/raw/products/dt=2026-11-22/products+0+3+5.parquet';
  await hdfs.client().create(broken, Buffer.from('PAR1 cut short'));
  await expect(poller(hdfs)(records(3, 6))).rejects.toMatchObject({ code: 'hdfs_exists' });
  await hdfs
    .client()
    .rename(broken, '/elsewhere')
    .catch(() => hdfs.files.delete(broken));
  await poller(hdfs)(records(3, 8));
  expect(sorted(await offsetsIn(hdfs))).toEqual(upTo(8));
});

/** Ends a poller like kill -9: after so many turns nothing of it happens any more. */
function diesAfter(turns: number): Turn {
  let left = turns;
  return () => (left-- > 0 ? Promise.resolve() : new Promise(() => undefined));
}

/** Long enough for everything that does not hang to have happened. */
async function settledTurns(): Promise<void> {
  for (let n = 0; n < 2_000; n++) await Promise.resolve();
}
