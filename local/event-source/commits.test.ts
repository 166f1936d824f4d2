import { expect, test } from 'vitest';
import { Commits, type Offsets } from './commits.ts';

test('what is delivered while a commit is under way goes with the next one, and only the latest offset', async () => {
  const gate = Promise.withResolvers<void>();
  const calls: Record<string, number>[] = [];
  const commits = new Commits(
    async (offsets: Offsets) => {
      calls.push(Object.fromEntries(offsets));
      await gate.promise;
    },
    () => undefined,
  );
  commits.add(0, 10);
  commits.add(0, 20);
  commits.add(1, 5);
  commits.add(0, 30);
  gate.resolve();
  await commits.settled();
  expect(calls).toEqual([{ 0: 10 }, { 0: 30, 1: 5 }]);
});

test('a failed commit is told and tried again, with what was delivered since', async () => {
  const calls: Record<string, number>[] = [];
  const failures: unknown[] = [];
  const commits = new Commits(
    (offsets: Offsets) => {
      calls.push(Object.fromEntries(offsets));
      return calls.length === 1 ? Promise.reject(new Error('no coordinator')) : Promise.resolve();
    },
    (error) => failures.push(error),
  );
  commits.add(0, 10);
  commits.add(1, 5);
  await commits.settled();
  expect(failures).toEqual([new Error('no coordinator')]);
  expect(calls).toEqual([{ 0: 10 }, { 0: 10, 1: 5 }]);
});

test('a partition that was given up is not committed any more', async () => {
  const gate = Promise.withResolvers<void>();
  const calls: Record<string, number>[] = [];
  const commits = new Commits(
    async (offsets: Offsets) => {
      calls.push(Object.fromEntries(offsets));
      await gate.promise;
    },
    () => undefined,
  );
  commits.add(0, 10);
  commits.add(1, 5);
  commits.forget(1);
  gate.resolve();
  await commits.settled();
  expect(calls).toEqual([{ 0: 10 }]);
});
