import { expect, test } from 'vitest';
import { keptConnection } from './kept-connection.ts';

const counted = (bounds: { trusted?: number; age?: number } = {}) => {
  const opened: number[] = [];
  const shut: number[] = [];
  const open = async (): Promise<number> => opened.push(opened.length + 1);
  const close = async (connection: number): Promise<void> => void shut.push(connection);
  return { opened, shut, kept: keptConnection(open, close, bounds) };
};

const number = async (connection: number): Promise<number> => connection;
const fail = async (): Promise<never> => {
  throw new Error('lost');
};

test('one connection serves all calls, and is shut when it is closed', async () => {
  const { kept, opened, shut } = counted();
  expect(await Promise.all([kept.use(number), kept.use(number)])).toEqual([1, 1]);
  expect(await kept.use(number)).toBe(1);
  await kept.close();
  expect({ opened, shut }).toEqual({ opened: [1], shut: [1] });
});

test('after a failure the next call has a fresh connection', async () => {
  const { kept, shut } = counted();
  await expect(kept.use(fail)).rejects.toThrow('lost');
  expect(shut).toEqual([1]);
  expect(await kept.use(number)).toBe(2);
});

test('two calls that fail over one connection do not shut the one that replaced it', async () => {
  const { kept, shut } = counted();
  const late = Promise.withResolvers<never>();
  const failingLate = kept.use(() => late.promise);
  await expect(kept.use(fail)).rejects.toThrow('lost');
  expect(await kept.use(number)).toBe(2);
  late.reject(new Error('lost, too'));
  await expect(failingLate).rejects.toThrow('lost, too');
  expect(await kept.use(number)).toBe(2);
  expect(shut).not.toContain(2);
});

test('a connection that could not be opened is not kept', async () => {
  let attempts = 0;
  const kept = keptConnection(
    async () => {
      if (++attempts === 1) throw new Error('no broker');
      return attempts;
    },
    async () => undefined,
  );
  await expect(kept.use(number)).rejects.toThrow('no broker');
  expect(await kept.use(number)).toBe(2);
});

test.each([
  ['was silent for too long', { trusted: -1 }],
  ['is old, however busy it is,', { age: -1 }],
])('a connection that %s is replaced, but not under a call that still runs', async (_, bounds) => {
  const { kept, shut } = counted(bounds);
  const running = Promise.withResolvers<number>();
  const first = kept.use(() => running.promise);
  expect(await kept.use(number)).toBe(1);
  running.resolve(0);
  await first;
  expect(await kept.use(number)).toBe(2);
  expect(shut).toEqual([1]);
});
