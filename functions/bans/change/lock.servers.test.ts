import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { jsonLog } from '../../../modules/logging/log.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { uniqueName } from '../../../tests/support/instance.ts';
import { acquireLock, type BanLock } from './lock.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(() => indices.remove());
beforeEach(async () => {
  await indices.client.delete({ index: indices.names.banLocks, id: 'list' }, { ignore: [404] });
});

const acquire = (owner: string, { now = Date.now, waitMs = 0, index = indices.names.banLocks } = {}) =>
  acquireLock({
    client: indices.client,
    index,
    log: jsonLog(() => undefined),
    owner,
    waitMs,
    now,
    newId: () => crypto.randomUUID(),
  });

async function held(owner: string, options = {}): Promise<BanLock> {
  const lock = await acquire(owner, options);
  if ('heldBy' in lock) throw new Error(`is held by ${lock.heldBy}`);
  return lock;
}

test('who comes second is told who has it, and gets it once it is released', async () => {
  const lock = await held('anna');
  expect(await acquire('boris')).toEqual({ heldBy: 'anna' });
  const waiting = acquire('boris', { waitMs: 5_000 });
  await lock.release();
  expect(await waiting).not.toHaveProperty('heldBy');
});

test('of many at once one has it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => acquire(`moderator-${n}`)));
  expect(outcomes.filter((outcome) => !('heldBy' in outcome))).toHaveLength(1);
});

test('a holder that fell silent loses it after half a minute to one other, and cannot take it back', async () => {
  const lock = await held('anna', { now: () => Date.now() - 31_000 });
  expect(() => lock.check()).not.toThrow();
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => acquire(`moderator-${n}`)));
  expect(outcomes.filter((outcome) => !('heldBy' in outcome))).toHaveLength(1);
  await lock.release();
  expect(await acquire('boris')).toHaveProperty('heldBy');
});

test('a holder whose time is over is told so before it changes anything', async () => {
  let now = Date.now();
  const lock = await held('anna', { now: () => now });
  now += 30_000;
  expect(() => lock.check()).toThrow('ran out');
});

test('an index that is missing is not made by the way', async () => {
  const index = uniqueName('no-index');
  await expect(acquire('anna', { index })).rejects.toMatchObject({ code: 'opensearch_unavailable' });
  expect((await indices.client.indices.exists({ index })).body).toBe(false);
});
