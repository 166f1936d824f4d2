import { expect, test } from 'vitest';
import { archive } from '../functions/archive/archive.ts';
import type { MemoryHdfs } from './support/memory-hdfs.ts';
import { aDay, compact, Died, directory, nextDay, offsetsIn, records, rows, upTo, visible } from './support/raw-day.ts';

test('a compaction that stood still while another one ran changes nothing any more', async () => {
  let steps = 0;
  await compact(await aDay(6), nextDay, async () => void (steps += 1));
  for (let pause = 0; pause < steps; pause++) {
    const hdfs = await aDay(6);
    let turn = 0;
    await compact(hdfs, nextDay, async () => {
      if (turn++ !== pause) return;
      // Meanwhile a late file has moved the borders of what belongs together.
      await archive({ hdfs: hdfs.client() })(records(12, 14));
      await compact(hdfs, nextDay + 1);
    }).catch((error: unknown) => error);
    expect([pause, await rows(hdfs)]).toEqual([pause, upTo(14)]);
    await compact(hdfs, nextDay + 86_400_000);
    expect([pause, await rows(hdfs)]).toEqual([pause, upTo(14)]);
  }
});

test('who lists a large directory meanwhile, in several calls, finds all records or a file that is gone', async () => {
  const total = 910;
  const hdfs = await aDay(total, 100);
  const listings: { entries: Map<string, number>; after: string }[] = [];
  let turn = 0;
  await compact(hdfs, nextDay, async () => {
    if (turn++ % 197 === 0) listings.push({ entries: new Map(), after: '' });
    for (const listing of listings.splice(0)) {
      const names = visible(hdfs)
        .filter((name) => name > listing.after)
        .slice(0, 100);
      for (const name of names) listing.entries.set(name, hdfs.files.get(`${directory}/${name}`)?.length ?? 0);
      const last = names.at(-1);
      if (last !== undefined && names.length === 100) listings.push({ ...listing, after: last });
      else await expectAllOrGone(hdfs, listing.entries, 2 * total);
    }
  });
  expect(await rows(hdfs)).toEqual(upTo(2 * total));
  expect(visible(hdfs)).toHaveLength(2);
});

async function expectAllOrGone(hdfs: MemoryHdfs, entries: ReadonlyMap<string, number>, total: number): Promise<void> {
  const contents = [...entries].map(([name, length]) => {
    const content = hdfs.files.get(`${directory}/${name}`);
    return content === undefined || content.length === length ? content : content.subarray(0, length);
  });
  if (contents.includes(undefined)) return;
  const offsets = await Promise.all(contents.map((content) => offsetsIn(content ?? Buffer.alloc(0))));
  expect(offsets.flat()).toHaveLength(total);
}

test('more files than one concatenation takes become one all the same', async () => {
  const hdfs = await aDay(130);
  await compact(hdfs);
  expect(visible(hdfs)).toEqual(['products+0+0+257.parquet', 'products+0+258+259.parquet']);
  expect(await rows(hdfs)).toEqual(upTo(260));
});

test('at every moment each record stands in exactly one file, and a crash at any moment is made good by the next run', async () => {
  let steps = 0;
  const seen = new Set<string>();
  await compact(await aDay(6), nextDay, async () => void (steps += 1));
  for (let dies = 0; dies < steps; dies++) {
    const hdfs = await aDay(6);
    let turn = 0;
    await compact(hdfs, nextDay, async () => {
      seen.add(String(await rows(hdfs)));
      if (turn++ === dies) throw new Died();
    }).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    await compact(hdfs, nextDay + 86_400_000);
    seen.add(String(await rows(hdfs)));
    expect([dies, ...visible(hdfs)]).toEqual([dies, 'products+0+0+9.parquet', 'products+0+10+11.parquet']);
    expect(hdfs.below('/raw')).toHaveLength(2);
  }
  expect([...seen]).toEqual([String(upTo(12))]);
});
