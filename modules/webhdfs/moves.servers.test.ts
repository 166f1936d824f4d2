import { afterAll, expect, test } from 'vitest';
import { hdfsAs, hdfsDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { moves } from './moves.ts';
import { nameNodes, type NameNodes } from './namenodes.ts';
import { persistence } from './persistence.ts';
import { transport } from './request.ts';

const instance = testInstance();
const hdfs = hdfsAs(instance, 'archive');
const directory = await hdfsDirectory(instance, 'archive');
const sender = transport({}, { connect: 5_000, answer: 30_000, silence: 60_000, transfer: 60_000 });
const nameNode = nameNodes(sender, {
  urls: [`http://127.0.0.1:${instance.ports.nameNode}`],
  user: 'archive',
  timeoutMs: 30_000,
});

afterAll(async () => {
  sender.close();
  await directory.remove();
  hdfs.close();
});

test('a destination that was taken, and is free again when one looks, was taken', async () => {
  const [from, to] = [`${directory.path}/ours`, `${directory.path}/theirs`];
  await hdfs.create(from, Buffer.from('ours'));
  await hdfs.create(to, Buffer.from('theirs'));
  const freedSoon: NameNodes = {
    now: nameNode.now,
    async call(operation) {
      try {
        return await nameNode.call(operation);
      } catch (error) {
        if (operation.name === 'RENAME') await hdfs.delete(to);
        throw error;
      }
    },
  };
  const moving = moves(freedSoon, persistence({ attempts: 1, deadlineMs: 0 }));
  expect(await moving.rename(from, to)).toBe('destination taken');
  expect(await hdfs.status(to)).toBeUndefined();
  expect(String(await hdfs.read(from))).toBe('ours');
});
