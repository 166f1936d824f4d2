import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRecord } from '../../tests/support/records.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { archive, fileFor } from './archive.ts';
import { MemoryHdfs, type Turn } from '../../tests/support/memory-hdfs.ts';
import { readOffsets } from '../../tests/support/read-records.ts';
import { coverageOf } from '../../modules/raw-files/paths.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;
const topicPartition = { topic: 'products', partition: 0 };

const records = (from: number, to: number): KafkaRecord[] =>
  Array.from({ length: to - from }, (_, n) => aRecord('products', `p${from + n}`, {}, { offset: from + n }));

const poller = (hdfs: MemoryHdfs, turn?: Turn, now: () => number = () => noon) =>
  archive({ hdfs: hdfs.client(turn), now });

const rawFiles = (hdfs: MemoryHdfs): string[] => hdfs.below('/raw');
const offsetsIn = async (hdfs: MemoryHdfs): Promise<number[]> =>
  (await Promise.all(rawFiles(hdfs).map((path) => readOffsets(hdfs.files.get(path) ?? Buffer.alloc(0))))).flat();
const sorted = (offsets: readonly number[]): number[] => offsets.toSorted((a, b) => a - b);
const upTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);

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

test('pollers that overlap, lag behind, cross midnight and die at any moment bring every record into one file', async () => {
  const total = 24;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.infiniteStream(fc.integer({ min: 0, max: 99 })), async (scheduler, random) => {
      const chance = (limit: number): number => (random.next().value ?? 0) % limit;
      const hdfs = new MemoryHdfs();
      let committed = 0;
      const actor = async (dies: number): Promise<void> => {
        let turns = 0;
        const now = noon + 12 * 3_600_000 - 2 + chance(4);
        const turn = async (what: string): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), what);
          turns += 1;
          expectNothingTwice(hdfs);
          if (turns > dies) throw new Died();
        };
        const step = poller(hdfs, turn, () => now);
        for (let position = committed; position < total;) {
          const end = Math.min(total, position + 1 + chance(7));
          await step(records(position, end));
          // Now and then a poller that is behind commits what the others are past already.
          committed = chance(3) === 0 ? position : end;
          position = chance(5) === 0 ? committed : end;
        }
      };
      const lives = async (): Promise<void> => {
        for (let life = 0; life < 4; life++)
          await actor(chance(60)).catch((error: unknown) => {
            if (!(error instanceof Died)) throw error;
          });
      };
      await scheduler.waitFor(Promise.all([lives(), lives(), lives()]));
      await scheduler.waitFor(actor(Infinity));
      const [from] = [Math.min(committed, total)];
      if (from < total) await poller(hdfs)(records(from, total));
      expect(sorted(await offsetsIn(hdfs))).toEqual(upTo(total));
    }),
    { numRuns: 30 },
  );
}, 180_000);

class Died extends Error {}

/** Ends a poller like kill -9: after so many turns nothing of it happens any more. */
function diesAfter(turns: number): Turn {
  let left = turns;
  return () => (left-- > 0 ? Promise.resolve() : new Promise(() => undefined));
}

/** Long enough for everything that does not hang to have happened. */
async function settledTurns(): Promise<void> {
  for (let n = 0; n < 2_000; n++) await Promise.resolve();
}

function expectNothingTwice(hdfs: MemoryHdfs): void {
  const seen = new Set<number>();
  for (const path of rawFiles(hdfs)) {
    const { first, last } = coverageOf(path) ?? { first: 0, last: -1 };
    for (let offset = first; offset <= last; offset++) {
      if (seen.has(offset)) throw new Error(`${offset} stands twice: ${rawFiles(hdfs).join(' ')}`);
      seen.add(offset);
    }
  }
}
