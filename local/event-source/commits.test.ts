import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
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
    1,
  );
  commits.add(0, 10);
  commits.add(1, 5);
  await commits.settled();
  expect(failures).toEqual([new Error('no coordinator')]);
  expect(calls).toEqual([{ 0: 10 }, { 0: 10, 1: 5 }]);
});

test('failures in a row are counted, and one that succeeds ends the row', async () => {
  const rows: number[] = [];
  let calls = 0;
  const commits = new Commits(
    () => ([1, 2, 4].includes((calls += 1)) ? Promise.reject(new Error('no coordinator')) : Promise.resolve()),
    (_, inARow) => rows.push(inARow),
    1,
  );
  commits.add(0, 10);
  await commits.settled();
  commits.add(0, 20);
  await commits.settled();
  expect(rows).toEqual([1, 2, 1]);
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

/** Commits whose first request waits for the test and then fails; the others succeed. */
function failingFirst() {
  const first = Promise.withResolvers<void>();
  const calls: Record<string, number>[] = [];
  const commits = new Commits(
    async (offsets: Offsets) => {
      calls.push(Object.fromEntries(offsets));
      if (calls.length === 1) await first.promise;
    },
    () => undefined,
    1,
  );
  return { commits, calls, fail: () => first.reject(new Error('REBALANCE_IN_PROGRESS')) };
}

test('a partition that was given up while its commit was under way is not committed again when that fails', async () => {
  const { commits, calls, fail } = failingFirst();
  commits.add(3, 1_000);
  commits.forget(3);
  fail();
  await commits.settled();
  expect(calls).toEqual([{ 3: 1_000 }]);
});

test('one that came back meanwhile is committed from where it is now', async () => {
  const { commits, calls, fail } = failingFirst();
  commits.add(3, 1_000);
  commits.add(4, 7);
  commits.forget(3);
  commits.add(3, 900);
  fail();
  await commits.settled();
  expect(calls).toEqual([{ 3: 1_000 }, { 3: 900, 4: 7 }]);
});

test('after a failed commit an offset never goes back to what that one had', async () => {
  const { commits, calls, fail } = failingFirst();
  commits.add(0, 10);
  commits.add(0, 20);
  fail();
  await commits.settled();
  expect(calls).toEqual([{ 0: 10 }, { 0: 20 }]);
});

test('what is delivered right behind a commit waits for the next one, unless somebody waits for it', async () => {
  const calls: Record<string, number>[] = [];
  const commits = new Commits(
    async (offsets: Offsets) => void calls.push(Object.fromEntries(offsets)),
    () => undefined,
    1,
    60_000,
  );
  commits.add(0, 10);
  await vi.waitFor(() => expect(calls).toEqual([{ 0: 10 }]));
  commits.add(0, 20);
  commits.add(1, 5);
  commits.add(0, 30);
  await pause(20);
  expect(calls).toEqual([{ 0: 10 }]);
  await commits.settled();
  expect(calls).toEqual([{ 0: 10 }, { 0: 30, 1: 5 }]);
});

test('two commits are an interval apart', async () => {
  const times: number[] = [];
  const commits = new Commits(
    async () => void times.push(performance.now()),
    () => undefined,
    1,
    50,
  );
  const adding = setInterval(() => commits.add(0, performance.now()), 1);
  await vi.waitFor(() => expect(times.length).toBeGreaterThan(3));
  clearInterval(adding);
  for (const [n, time] of times.slice(1).entries()) expect(time - (times[n] ?? time)).toBeGreaterThan(45);
});
