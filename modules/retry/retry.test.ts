import { expect, test } from 'vitest';
import { retried } from './retry.ts';

const failing = (times: number) => {
  const calls: number[] = [];
  const action = async (): Promise<number> => {
    calls.push(calls.length + 1);
    if (calls.length <= times) throw new Error(`attempt ${calls.length}`);
    return calls.length;
  };
  return { action, calls };
};

const bounds = { attempts: 3, deadlineMs: 10_000, isPassing: () => true };

test('an action that fails in passing is repeated', async () => {
  expect(await retried(failing(1).action, bounds)).toBe(2);
});

test('after the last attempt its failure is thrown', async () => {
  const { action, calls } = failing(9);
  await expect(retried(action, bounds)).rejects.toThrow('attempt 3');
  expect(calls).toHaveLength(3);
});

test('a failure that stays is not repeated', async () => {
  await expect(retried(failing(9).action, { ...bounds, isPassing: () => false })).rejects.toThrow('attempt 1');
});

test('after the deadline no attempt begins', async () => {
  await expect(retried(failing(9).action, { ...bounds, deadlineMs: -1 })).rejects.toThrow('attempt 1');
});
