import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { hdfsAs, hdfsDirectory, namesIn } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';

const instance = testInstance();
const hdfs = hdfsAs(instance, 'archive');
const directory = await hdfsDirectory(instance, 'archive');
const root = directory.path;

afterAll(async () => {
  hdfs.close();
  await directory.remove();
});

async function aFile(content: string, path: string = directory.newPath()): Promise<string> {
  await hdfs.create(path, Buffer.from(content));
  return path;
}

async function* breakingOff(): AsyncIterable<Buffer> {
  for (let n = 0; n < 64; n++) yield Buffer.alloc(256 * 1024);
  throw new Error('the source is gone');
}

const contentOf = async (path: string): Promise<string> => String(await hdfs.read(path));

test('the NameNode tells what time it is by its own clock', async () => {
  const before = (await hdfs.status(await aFile('')))?.modificationTime ?? NaN;
  const now = await hdfs.now();
  const after = (await hdfs.status(await aFile('')))?.modificationTime ?? NaN;
  // It tells whole seconds.
  expect(now).toBeGreaterThan(before - 1_000);
  expect(now).toBeLessThanOrEqual(after);
});

describe('a file', () => {
  test('is written from a buffer and read, as a whole and in part', async () => {
    const path = await aFile('0123456789');
    expect(await contentOf(path)).toBe('0123456789');
    expect(String(await hdfs.read(path, { offset: 7 }))).toBe('789');
    expect(String(await hdfs.read(path, { offset: 2, length: 3 }))).toBe('234');
    expect(await hdfs.status(path)).toMatchObject({ path, type: 'FILE', length: 10, owner: 'archive' });
  });

  test('may be empty', async () => {
    const path = await aFile('');
    expect(await contentOf(path)).toBe('');
  });

  test('that is there is not written over, unless that is wanted', async () => {
    const path = await aFile('old');
    await expect(hdfs.create(path, Buffer.from('new'))).rejects.toMatchObject({ code: 'hdfs_exists' });
    expect(await contentOf(path)).toBe('old');
    await hdfs.create(path, Buffer.from('new'), { overwrite: true });
    expect(await contentOf(path)).toBe('new');
  });

  test('of 64 MB is written and read as a stream', async () => {
    const piece = Buffer.alloc(256 * 1024, 'часы');
    const path = directory.newPath();
    await hdfs.create(path, Readable.from(Array.from({ length: 256 }, () => piece)));
    expect(await hdfs.status(path)).toMatchObject({ length: 64 * 1024 ** 2 });
    const read = createHash('sha256');
    for await (const chunk of await hdfs.open(path)) read.update(chunk as Buffer);
    const written = createHash('sha256');
    for (let n = 0; n < 256; n++) written.update(piece);
    expect(read.digest('hex')).toBe(written.digest('hex'));
  });

  test('whose content breaks off fails with what broke it', async () => {
    await expect(hdfs.create(directory.newPath(), Readable.from(breakingOff()))).rejects.toThrow('the source is gone');
  });

  test('that is not there is told apart from one that cannot be read so', async () => {
    const path = await aFile('012');
    expect(await hdfs.status(`${root}/nothing`)).toBeUndefined();
    await expect(hdfs.read(`${root}/nothing`)).rejects.toMatchObject({ code: 'hdfs_not_found' });
    await expect(hdfs.read(path, { offset: 4 })).rejects.toMatchObject({ code: 'hdfs_refused' });
  });

  test('can be left in the middle of reading', async () => {
    const path = directory.newPath();
    await hdfs.create(path, Buffer.alloc(8 * 1024 ** 2));
    const stream = await hdfs.open(path);
    for await (const chunk of stream) {
      expect((chunk as Buffer).length).toBeGreaterThan(0);
      break;
    }
    expect(stream.destroyed).toBe(true);
  });
});

test.each(['часы', '😀', 'a b', '100%', '%20', 'a+b', '#1', 'what?', "it's", '"quoted"', 'a&b=c', 'ё'.repeat(120)])(
  'a file and a directory named %s are made, listed, moved, read and removed',
  async (name) => {
    const parent = directory.newPath();
    const file = await aFile('content', `${parent}/${name}/${name}`);
    expect(await namesIn(hdfs, parent)).toEqual([name]);
    expect(await hdfs.rename(file, `${file}.moved`)).toBe(true);
    expect(await namesIn(hdfs, `${parent}/${name}`)).toEqual([`${name}.moved`]);
    expect(await contentOf(`${file}.moved`)).toBe('content');
    expect(await hdfs.delete(`${file}.moved`)).toBe(true);
    expect(await namesIn(hdfs, `${parent}/${name}`)).toEqual([]);
  },
);

describe('a directory', () => {
  test('of 1,200 entries is listed in batches, each entry once, or from behind a name', async () => {
    const parent = directory.newPath();
    const wanted = Array.from({ length: 1_200 }, (_, n) => `entry-${String(n).padStart(4, '0')}`);
    const waiting = wanted.values();
    const work = async (): Promise<void> => {
      for (const name of waiting) await hdfs.mkdirs(`${parent}/${name}`);
    };
    await Promise.all(Array.from({ length: 16 }, work));
    expect(await namesIn(hdfs, parent)).toEqual(wanted);
    const rest: string[] = [];
    for await (const { path } of hdfs.list(parent, { after: 'entry-1190' })) rest.push(path);
    expect(rest).toEqual(wanted.slice(1_191).map((name) => `${parent}/${name}`));
  });

  test('that is not there cannot be listed', async () => {
    await expect(namesIn(hdfs, `${root}/nothing`)).rejects.toMatchObject({ code: 'hdfs_not_found' });
  });

  test('is made once, and again without harm, but not where a file is', async () => {
    const path = directory.newPath();
    await hdfs.mkdirs(`${path}/b/c`);
    await hdfs.mkdirs(`${path}/b/c`);
    expect(await hdfs.status(`${path}/b/c`)).toMatchObject({ type: 'DIRECTORY' });
    await expect(hdfs.mkdirs(await aFile('a file'))).rejects.toMatchObject({ code: 'hdfs_exists' });
  });

  test('that is not empty is removed only with all that it holds', async () => {
    const path = directory.newPath();
    await aFile('inside', `${path}/a`);
    await expect(hdfs.delete(path)).rejects.toMatchObject({ code: 'hdfs_refused' });
    expect(await hdfs.delete(path, { recursive: true })).toBe(true);
    expect(await hdfs.delete(path)).toBe(false);
  });
});

describe('rename', () => {
  test('moves a file', async () => {
    const from = await aFile('moved');
    const to = directory.newPath();
    expect(await hdfs.rename(from, to)).toBe(true);
    expect(await hdfs.status(from)).toBeUndefined();
    expect(await contentOf(to)).toBe('moved');
  });

  test('is false when a file or a directory is in the way, and moves nothing into it', async () => {
    const from = await aFile('source');
    const file = await aFile('other');
    const taken = directory.newPath();
    await hdfs.mkdirs(taken);
    expect(await hdfs.rename(from, file)).toBe(false);
    expect(await hdfs.rename(from, taken)).toBe(false);
    expect(await contentOf(from)).toBe('source');
    expect(await contentOf(file)).toBe('other');
    expect(await namesIn(hdfs, taken)).toEqual([]);
  });

  test('is false when there is nothing to move, and says so when the directory to move to is missing', async () => {
    expect(await hdfs.rename(`${root}/nothing`, directory.newPath())).toBe(false);
    const from = await aFile('source');
    await expect(hdfs.rename(from, `${root}/no-directory/a`)).rejects.toMatchObject({ code: 'hdfs_not_found' });
  });

  test('by several at once succeeds for one of them', async () => {
    const to = directory.newPath();
    const sources = await Promise.all(Array.from({ length: 8 }, (_, n) => aFile(String(n))));
    const results = await Promise.all(sources.map((from) => hdfs.rename(from, to)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await contentOf(to)).toBe(String(results.indexOf(true)));
  });
});

test('replace: who reads while a file is replaced 40 times sees the old or the new content, whole', async () => {
  const path = await aFile('0'.repeat(10_000));
  const replaced = new AbortController();
  const seen = new Set<string>();
  const reading = (async () => {
    while (!replaced.signal.aborted) seen.add(await contentOf(path));
  })();
  for (let n = 1; n <= 40; n++) await hdfs.replace(await aFile(String(n % 10).repeat(10_000)), path);
  replaced.abort();
  await reading;
  expect(seen.size).toBeGreaterThan(1);
  for (const content of seen) expect(content).toMatch(/^(\d)\1{9999}$/u);
});

test('replace refuses a directory, and a source that is not there', async () => {
  const taken = directory.newPath();
  await hdfs.mkdirs(taken);
  await expect(hdfs.replace(await aFile('a'), taken)).rejects.toMatchObject({ code: 'hdfs_exists' });
  await expect(hdfs.replace(`${root}/nothing`, directory.newPath())).rejects.toMatchObject({ code: 'hdfs_not_found' });
});

test('concat appends files and removes them', async () => {
  const [target, ...sources] = [await aFile('a'), await aFile('b'), await aFile('c')] as const;
  await hdfs.concat(target, sources);
  expect(await contentOf(target)).toBe('abc');
  expect(await hdfs.status(sources[0])).toBeUndefined();
});

describe('rights', () => {
  test('one user may not write where another owns, and is told so', async () => {
    const created = hdfs.create('/analytics/not-mine', Buffer.from('x'));
    await expect(created).rejects.toMatchObject({
      code: 'hdfs_refused',
      message: expect.stringMatching(/CREATE \/analytics\/not-mine.*Permission denied: user=archive/u),
    });
    await expect(hdfs.mkdirs('/analytics/not-mine')).rejects.toMatchObject({ code: 'hdfs_refused' });
    expect(await hdfs.status('/analytics/not-mine')).toBeUndefined();
  });

  test('a large upload that is refused is refused soon, and for the right reason', async () => {
    let produced = 0;
    function* content(): Iterable<Buffer> {
      for (; produced < 4_096; produced++) yield Buffer.alloc(256 * 1024);
    }
    // The connection may break before the reason is read: then the next attempt tells.
    await expect
      .poll(() => hdfs.create('/analytics/not-mine', Readable.from(content())).catch((error: unknown) => error), {
        timeout: 30_000,
      })
      .toMatchObject({ code: 'hdfs_refused' });
    expect(produced).toBeLessThan(4_096);
  });

  test('owner and permission of a file are set', async () => {
    const admin = hdfsAs(instance, 'hdfs');
    onTestFinished(() => admin.close());
    const path = await aFile('a');
    await admin.setOwner(path, { owner: 'analytics', group: 'readers' });
    await admin.setPermission(path, '640');
    expect(await hdfs.status(path)).toMatchObject({ owner: 'analytics', group: 'readers', permission: '640' });
  });
});

describe('publish', () => {
  test('shows a file at once with its directories, and is false when one is there', async () => {
    const [staging, path] = [directory.newPath(), `${directory.newPath()}/dt=2026-11-22/часы.parquet`];
    expect(await hdfs.publish(path, Buffer.from('first'), { staging })).toBe(true);
    expect(await hdfs.publish(path, Readable.from([Buffer.from('second')]), { staging })).toBe(false);
    expect(await contentOf(path)).toBe('first');
    expect(await namesIn(hdfs, staging)).toEqual([]);
  });

  test('by several at once shows the file of one of them', async () => {
    const [staging, path] = [directory.newPath(), directory.newPath()];
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, n) => hdfs.publish(path, Buffer.from(String(n)), { staging })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await contentOf(path)).toBe(String(results.indexOf(true)));
    expect(await namesIn(hdfs, staging)).toEqual([]);
  });

  test('of content that breaks off shows nothing and leaves nothing', async () => {
    const [staging, path] = [directory.newPath(), directory.newPath()];
    await hdfs.mkdirs(staging);
    await expect(hdfs.publish(path, Readable.from(breakingOff()), { staging })).rejects.toThrow('the source is gone');
    expect(await hdfs.status(path)).toBeUndefined();
    await expect.poll(() => namesIn(hdfs, staging), { timeout: 30_000 }).toEqual([]);
  });
});
