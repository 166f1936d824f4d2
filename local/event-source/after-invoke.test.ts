import { expect, test } from 'vitest';
import { afterInvoke } from './after-invoke.ts';

const failed = { kind: 'function_failed', error: 'Unhandled' } as const;

test('a success is committed', () => {
  expect(afterInvoke({ kind: 'succeeded' }, 3, 0.5)).toEqual({ kind: 'commit' });
});

test.for(['function_failed', 'throttled', 'not_invoked'] as const)('%s is tried again', (kind) => {
  expect(afterInvoke({ kind, error: 'why' }, 0, 0)).toEqual({ kind: 'retry', delay: 100 });
});

test('delays double, are between half and whole, and never exceed ten seconds', () => {
  const delays = [0, 1, 2, 3, 20, 5_000].map((attempt) =>
    [0, 0.999_999].map((random) => afterInvoke(failed, attempt, random)),
  );
  expect(delays).toEqual(
    [
      [100, 200],
      [200, 400],
      [400, 800],
      [800, 1_600],
      [5_000, 10_000],
      [5_000, 10_000],
    ].map((pair) => pair.map((delay) => ({ kind: 'retry', delay }))),
  );
});

test('a record that no event can carry is skipped', () => {
  expect(afterInvoke({ kind: 'too_large', error: 'why' }, 0, 0)).toEqual({ kind: 'skip' });
});
