import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hdfsAs, hdfsDirectory, namesIn } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { lossyProxy, type LossyProxy } from '../../tests/support/lossy-proxy.ts';
import { webHdfsClient } from './client.ts';
import type { WebHdfs } from './webhdfs.ts';

const instance = testInstance();
const hdfs = hdfsAs(instance, 'archive');
const directory = await hdfsDirectory(instance, 'archive');

afterAll(async () => {
  hdfs.close();
  await directory.remove();
});

async function aFile(content: string): Promise<string> {
  const path = directory.newPath();
  await hdfs.create(path, Buffer.from(content));
  return path;
}

const contentOf = async (path: string): Promise<string> => String(await hdfs.read(path));

describe.each(['before', 'after'] as const)('when the connection is cut %s the NameNode has done it', (cut) => {
  let proxy: LossyProxy;
  let client: WebHdfs;

  beforeAll(async () => {
    proxy = await lossyProxy(instance.ports.nameNode);
    client = webHdfsClient({ urls: [proxy.url], user: 'archive' });
  });
  afterEach(() => proxy.lose(cut, '', 0));
  afterAll(() => {
    client.close();
    proxy.close();
  });

  test.each([1, 2])('publish shows the file once and says so, when that happens %i times', async (times) => {
    const [staging, path] = [directory.newPath(), directory.newPath()];
    await hdfs.mkdirs(staging);
    const before = proxy.lost();
    proxy.lose(cut, 'op=RENAME', times);
    expect(await client.publish(path, Buffer.from('published'), { staging })).toBe(true);
    expect(proxy.lost()).toBeGreaterThan(before);
    expect(await contentOf(path)).toBe('published');
    expect(await namesIn(hdfs, staging)).toEqual([]);
  });

  test('publish is false when somebody else published in the meantime', async () => {
    const [staging, path] = [directory.newPath(), await aFile('theirs')];
    proxy.lose(cut, 'op=RENAME');
    expect(await client.publish(path, Buffer.from('ours'), { staging })).toBe(false);
    expect(await contentOf(path)).toBe('theirs');
  });

  test('rename, replace, delete and concat are done once', async () => {
    const [from, to] = [await aFile('a'), directory.newPath()];
    proxy.lose(cut, 'op=RENAME');
    expect(await client.rename(from, to)).toBe(true);
    proxy.lose(cut, 'op=RENAME');
    await client.replace(await aFile('b'), to);
    expect(await contentOf(to)).toBe('b');
    proxy.lose(cut, 'op=CONCAT');
    await client.concat(to, [await aFile('c')]);
    expect(await contentOf(to)).toBe('bc');
    proxy.lose(cut, 'op=DELETE');
    expect(await client.delete(to)).toBe(true);
    expect(await hdfs.status(to)).toBeUndefined();
  });

  test('what only asks, or may be done twice, is done again', async () => {
    const path = await aFile('a');
    for (const operation of ['MKDIRS', 'GETFILESTATUS', 'LISTSTATUS_BATCH', 'OPEN', 'CREATE']) {
      proxy.lose(cut, `op=${operation}&`);
      const lost = proxy.lost();
      await client.mkdirs(`${path}-directory`);
      expect(await client.status(path)).toMatchObject({ length: 1 });
      expect(await namesIn(client, `${path}-directory`)).toEqual([]);
      expect(String(await buffer(await client.open(path)))).toBe('a');
      await client.create(`${path}-${operation}`, Buffer.from('b'));
      expect(proxy.lost()).toBe(lost + 1);
    }
  });
});
