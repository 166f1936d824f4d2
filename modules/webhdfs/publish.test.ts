import { expect, test } from 'vitest';
import type { Content } from './content.ts';
import type { Moves } from './moves.ts';
import type { Names } from './names.ts';
import { persistence } from './persistence.ts';
import { publish } from './publish.ts';

const bytes = Buffer.from('ten bytes.');
const unused = (): never => {
  throw new Error('publishing does not use this');
};

/** Stands in for a server that stores less than it was sent, so many times; no real one can be made to. */
function forgetful(times: number) {
  const stored = new Map<string, number>();
  let made = 0;
  const names: Names = {
    inode: async (path) => {
      const length = stored.get(path);
      const status = { path, type: 'FILE', modificationTime: 0, owner: 'a', group: 'a', permission: '644' } as const;
      return length === undefined ? undefined : { id: 1, status: { ...status, length } };
    },
    list: unused,
    now: unused,
    mkdirs: unused,
    setOwner: unused,
    setPermission: unused,
  };
  const content: Content = {
    create: async (path) => {
      stored.set(path, made++ < times ? bytes.length - 1 : bytes.length);
      return bytes.length;
    },
    open: unused,
    read: unused,
  };
  const moves: Moves = {
    rename: async (from, to) => {
      stored.set(to, stored.get(from) ?? 0);
      stored.delete(from);
      return 'moved';
    },
    delete: async (path) => stored.delete(path),
    replace: unused,
    concat: unused,
  };
  const temporaryName = (): string => `try-${made}`;
  return { stored, parts: { names, content, moves, temporaryName } };
}

test('what was stored with fewer bytes than were sent is never shown, and staged again under another name', async () => {
  const { stored, parts } = forgetful(1);
  const persisting = persistence({ attempts: 2, deadlineMs: 1_000 });
  expect(await publish({ ...parts, persistence: persisting }, '/a', bytes, '/staging')).toBe(true);
  expect([...stored]).toEqual([['/a', bytes.length]]);
});

test('when that goes on it is told, and nothing is left', async () => {
  const { stored, parts } = forgetful(Infinity);
  const publishing = publish({ ...parts, persistence: persistence({ attempts: 1, deadlineMs: 0 }) }, '/a', bytes, '/s');
  await expect(publishing).rejects.toMatchObject({
    code: 'hdfs_unavailable',
    message: 'CREATE /s/try-0: 9 of 10 bytes were stored',
  });
  expect([...stored]).toEqual([]);
});
