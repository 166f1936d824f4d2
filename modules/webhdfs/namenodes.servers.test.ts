import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { hdfsDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { portsAt } from '../platform/instance/ports.ts';
import { webHdfsClient } from './client.ts';
import type { WebHdfs } from './webhdfs.ts';

const nameNodeUrl = `http://127.0.0.1:${testInstance().ports.nameNode}`;
const directory = await hdfsDirectory(testInstance(), 'archive');
afterAll(() => directory.remove());

/** Answers as a standby of Hadoop does. */
async function standby(): Promise<{ readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const message = 'Operation category READ is not supported in state standby. Visit https://s.apache.org/sbnn-error';
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        RemoteException: {
          exception: 'StandbyException',
          javaClassName: 'org.apache.hadoop.ipc.StandbyException',
          message,
        },
      }),
    );
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

function clientOf(...urls: string[]): WebHdfs {
  const client = webHdfsClient({ urls, user: 'archive' }, { retries: { attempts: 2, deadlineMs: 1_000 } });
  onTestFinished(() => client.close());
  return client;
}

describe('of two NameNodes', () => {
  test('the one that serves is found behind a standby, and asked first from then on', async () => {
    const first = await standby();
    const client = clientOf(first.url, nameNodeUrl);
    const path = directory.newPath();
    await client.create(path, Buffer.from('a'));
    expect(String(await client.read(path))).toBe('a');
    expect(await client.publish(directory.newPath(), Buffer.from('b'), { staging: directory.newPath() })).toBe(true);
    expect(first.asked()).toBe(1);
  });

  test('one that is down is passed over', async () => {
    const down = `http://127.0.0.1:${portsAt(await freePortOffset()).nameNode}`;
    const client = clientOf(down, nameNodeUrl);
    const path = directory.newPath();
    await client.create(path, Buffer.from('a'));
    expect(await client.rename(path, directory.newPath())).toBe(true);
  });

  test('when none serves, that is told', async () => {
    const [first, second] = [await standby(), await standby()];
    await expect(clientOf(first.url, second.url).status('/')).rejects.toMatchObject({
      code: 'hdfs_unavailable',
      message: expect.stringContaining('StandbyException'),
    });
  });
});
