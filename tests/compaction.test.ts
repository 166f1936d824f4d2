import { expect, test } from 'vitest';
import { archive } from '../functions/archive/archive.ts';
import { MemoryHdfs, type Turn } from './support/memory-hdfs.ts';
import { aDay, compact, Died, directory, nextDay, records, rows, upTo, visible } from './support/raw-day.ts';

test('the files of a day that has ended become one, next to the newest', async () => {
  const hdfs = await aDay(7);
  expect(await compact(hdfs)).toEqual({ upTo: '2026-11-22', due: true, merged: 6, broken: [], removed: 0 });
  expect(visible(hdfs)).toEqual(['products+0+0+11.parquet', 'products+0+12+13.parquet']);
  expect(await rows(hdfs)).toEqual(upTo(14));
  expect(hdfs.below('/raw')).toHaveLength(2);
});

test('partitions are not mixed', async () => {
  const hdfs = await aDay(4);
  const step = archive({ hdfs: hdfs.client() });
  for (let n = 0; n < 3; n++) await step(records(n, n + 1, 10));
  await compact(hdfs);
  expect(visible(hdfs)).toEqual([
    'products+0+0+5.parquet',
    'products+0+6+7.parquet',
    'products+10+0+1.parquet',
    'products+10+2+2.parquet',
  ]);
});

test('a day rests for an hour after its end', async () => {
  const hdfs = await aDay(5);
  expect(await compact(hdfs, nextDay - 1)).toMatchObject({ upTo: '2026-11-21', merged: 0 });
  expect(visible(hdfs)).toHaveLength(5);
});

test('it is done once a day', async () => {
  const hdfs = await aDay(3);
  await compact(hdfs);
  const looked: string[] = [];
  expect(await compact(hdfs, nextDay + 1, async (what) => void looked.push(what))).toMatchObject({ due: false });
  expect(looked.filter((what) => what.startsWith('list'))).toEqual([]);
  expect(await compact(hdfs, nextDay + 86_400_000)).toMatchObject({ due: true, merged: 0 });
});

test('before anything is archived there is nothing to do', async () => {
  expect(await compact(new MemoryHdfs())).toMatchObject({ merged: 0, broken: [] });
});

test('the archive goes on where it was', async () => {
  const hdfs = await aDay(5);
  await compact(hdfs);
  const step = archive({ hdfs: hdfs.client(undefined, () => nextDay) });
  expect(await step(records(6, 13))).toEqual({ archived: 3, skipped: 4, files: 1 });
  expect(await rows(hdfs)).toEqual(upTo(13));
});

test('a file that was cut short is left alone and told of, and the others become few around it', async () => {
  const hdfs = await aDay(8);
  const cut = `${directory}/products+0+6+7.parquet`;
  const content = hdfs.files.get(cut) ?? Buffer.alloc(0);
  hdfs.files.set(cut, content.subarray(0, content.length - 20));
  expect(await compact(hdfs)).toMatchObject({ broken: [cut] });
  expect(visible(hdfs)).toEqual([
    'products+0+0+5.parquet',
    'products+0+14+15.parquet',
    'products+0+6+7.parquet',
    'products+0+8+13.parquet',
  ]);
  expect(hdfs.files.get(cut)).toHaveLength(content.length - 20);
});

test('claims that nobody came back for are published, staged files that nobody owns are removed', async () => {
  const hdfs = await aDay(2);
  // Cut off right after the claim: its records are in no file yet.
  const dies: Turn = async (what) => {
    if (what.startsWith('list') && hdfs.below('/staging/archive/claims').length > 0) throw new Died();
  };
  await expect(archive({ hdfs: hdfs.client(dies) })(records(4, 6))).rejects.toThrow(Died);
  await hdfs.client().create('/staging/archive/left.parquet', Buffer.from('part of a file'));
  expect(await compact(hdfs, nextDay)).toMatchObject({ removed: 1 });
  expect(await rows(hdfs)).toEqual(upTo(6));
  expect(hdfs.below('/staging')).toEqual(['/staging/archive/compacted']);
});
