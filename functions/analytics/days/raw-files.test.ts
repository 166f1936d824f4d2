import { expect, test } from 'vitest';
import { aRecord } from '../../../tests/support/records.ts';
import { MemoryHdfs } from '../../../tests/support/memory-hdfs.ts';
import { recordFile } from '../../../modules/raw-files/record-file.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import { findRawDays, wholeFiles } from './raw-files.ts';

const directory = '/raw/products';
const since = Date.UTC(2026, 10, 20, 12);
const content = recordFile([aRecord('products', 'p1', {})], {});

async function withFiles(...paths: readonly string[]): Promise<MemoryHdfs> {
  const hdfs = new MemoryHdfs();
  for (const path of paths) await hdfs.client().create(`${directory}/${path}`, content);
  return hdfs;
}

const found = async (hdfs: MemoryHdfs): Promise<Record<string, string[]>> =>
  Object.fromEntries(
    (await findRawDays(hdfs.client(), directory, since)).map(({ day, files }) => [day, files.map(({ path }) => path)]),
  );

test('the files of the day on which the window begins and of later days are found, and no others', async () => {
  const hdfs = await withFiles('dt=2026-11-19/a.parquet', 'dt=2026-11-20/b.parquet', 'dt=2026-11-22/c.parquet');
  await hdfs.client().create(`${directory}/dt=2026-11-22/.compaction-under-way`, content);
  await hdfs.client().create(`${directory}/elsewhere/d.parquet`, content);
  expect(await found(hdfs)).toEqual({
    '2026-11-20': [`${directory}/dt=2026-11-20/b.parquet`],
    '2026-11-22': [`${directory}/dt=2026-11-22/c.parquet`],
  });
});

test('a day without a directory, and one without a file, are no fault', async () => {
  const hdfs = await withFiles('dt=2026-11-20/a.parquet', 'dt=2026-11-23/b.parquet');
  await hdfs.client().mkdirs(`${directory}/dt=2026-11-22`);
  expect(Object.keys(await found(hdfs))).toEqual(['2026-11-20', '2026-11-23']);
});

test('a topic of which nothing was archived yet has no files', async () => {
  expect(await found(new MemoryHdfs())).toEqual({});
});

test.each([0, 4, content.length - 1])(
  'a file that was cut short at byte %i is left out and told by its path',
  async (length) => {
    const hdfs = await withFiles('dt=2026-11-21/whole.parquet');
    const cut = `${directory}/dt=2026-11-21/cut.parquet`;
    await hdfs.client().create(cut, content.subarray(0, length));
    const lines: string[] = [];
    const [day] = await findRawDays(hdfs.client(), directory, since);
    const log = jsonLog((line) => lines.push(line));
    expect(await wholeFiles(hdfs.client(), day?.files ?? [], log)).toEqual([
      `${directory}/dt=2026-11-21/whole.parquet`,
    ]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'warn', path: cut, length }]);
  },
);
