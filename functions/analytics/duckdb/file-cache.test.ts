import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import { fileCache } from './file-cache.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'file-cache-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Files by path, each with the time at which it was written; the first openings break off in the middle. */
function source(files: Record<string, { content: string; at: number }>, breaks = 0) {
  const opened: string[] = [];
  const hdfs: Pick<WebHdfs, 'status' | 'open'> = {
    async status(path) {
      const file = files[path];
      const rights = { owner: 'a', group: 'a', permission: '644' };
      return file && { path, type: 'FILE', length: file.content.length, modificationTime: file.at, ...rights };
    },
    async open(path) {
      opened.push(path);
      return Readable.from(opened.length > breaks ? [files[path]?.content ?? ''] : breakingOff());
    },
  };
  return { hdfs, opened };
}

async function* breakingOff(): AsyncGenerator<string> {
  yield 'half';
  throw new PlatformError('hdfs_no_datanode', 'the DataNode is gone');
}

const contents = (copies: readonly string[]): Promise<string[]> =>
  Promise.all(copies.map((copy) => readFile(copy, 'utf8')));

test('files are fetched in their order, and not again while they are the same', async () => {
  const files = { '/a': { content: 'one', at: 1 }, '/b': { content: 'two', at: 1 } };
  const { hdfs, opened } = source(files);
  const cache = fileCache(hdfs, directory, 100);
  expect(await contents(await cache.fetch(['/b', '/a']))).toEqual(['two', 'one']);
  await cache.fetch(['/a', '/b']);
  // Side by side: which of the two comes first is chance.
  expect(opened.toSorted()).toEqual(['/a', '/b']);
});

test('a file that is asked for twice is fetched once, and takes its room once', async () => {
  const { hdfs, opened } = source({ '/a': { content: 'one', at: 1 } });
  const copies = await fileCache(hdfs, directory, 3).fetch(['/a', '/a']);
  expect(await contents(copies)).toEqual(['one', 'one']);
  expect(opened).toEqual(['/a']);
});

test('a file that was replaced by one of the same length is fetched anew', async () => {
  const files = { '/a': { content: 'old', at: 1 } };
  const { hdfs } = source(files);
  const cache = fileCache(hdfs, directory, 100);
  await cache.fetch(['/a']);
  files['/a'] = { content: 'new', at: 2 };
  expect(await contents(await cache.fetch(['/a']))).toEqual(['new']);
});

test('what was asked for longest ago gives way, what is needed now never does', async () => {
  const files = {
    '/a': { content: 'aaaa', at: 1 },
    '/b': { content: 'bbbb', at: 1 },
    '/c': { content: 'cccc', at: 1 },
  };
  const { hdfs, opened } = source(files);
  const cache = fileCache(hdfs, directory, 8);
  const [a = ''] = await cache.fetch(['/a']);
  const [b = ''] = await cache.fetch(['/b']);
  await utimes(a, 1, 1);
  await utimes(b, 2, 2);
  await cache.fetch(['/c']);
  expect(await readdir(directory)).toHaveLength(2);
  await cache.fetch(['/b', '/c']);
  expect(opened).toEqual(['/a', '/b', '/c']);
});

test('more than may be kept is refused before anything is fetched, with the way out', async () => {
  const { hdfs, opened } = source({ '/a': { content: 'x'.repeat(9), at: 1 } });
  await expect(fileCache(hdfs, directory, 8).fetch(['/a'])).rejects.toMatchObject({
    code: 'disk_full',
    message: expect.stringContaining('--engine spark'),
  });
  expect(opened).toEqual([]);
});

test('a file that has gone meanwhile is told by its path', async () => {
  const { hdfs } = source({});
  await expect(fileCache(hdfs, directory, 8).fetch(['/gone'])).rejects.toThrow('/gone has gone from HDFS');
});

test('a file that breaks off in the middle is fetched again, and never taken for a copy', async () => {
  const { hdfs, opened } = source({ '/a': { content: 'whole', at: 1 } }, 1);
  expect(await contents(await fileCache(hdfs, directory, 100).fetch(['/a']))).toEqual(['whole']);
  expect(opened).toEqual(['/a', '/a']);
});

test('what a process that died has left of a file is removed', async () => {
  await writeFile(join(directory, 'x.parquet.part'), 'half');
  const { hdfs } = source({ '/a': { content: 'a', at: 1 } });
  await fileCache(hdfs, directory, 100).fetch(['/a']);
  expect(await readdir(directory)).toHaveLength(1);
});
