import { expect, test } from 'vitest';
import { afterInvoke } from './after-invoke.ts';

const endless = Number.POSITIVE_INFINITY;
const first = { attempt: 0, failures: 1 };
const failed = { kind: 'function_failed', error: 'Unhandled' } as const;

test('a success is committed', () => {
  expect(afterInvoke({ kind: 'succeeded' }, { attempt: 3, failures: 3 }, 0.5, 1)).toEqual({ kind: 'commit' });
});

test.for(['function_failed', 'throttled', 'not_invoked'] as const)('%s is tried again', (kind) => {
  expect(afterInvoke({ kind, error: 'why' }, first, 0, endless)).toEqual({ kind: 'retry', delay: 100 });
});

test('delays double, are between half and whole, and never exceed ten seconds', () => {
  const delays = [0, 1, 2, 3, 20, 5_000].map((attempt) =>
    [0, 0.999_999].map((random) => afterInvoke(failed, { attempt, failures: attempt + 1 }, random, endless)),
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
  expect(afterInvoke({ kind: 'too_large', error: 'why' }, first, 0, endless)).toEqual({ kind: 'skip' });
});

test.for([
  [1, 'retry'],
  [10, 'retry'],
  [11, 'give_up'],
] as const)('of ten retries, after %i failures of the function what follows is %s', ([failures, kind]) => {
  expect(afterInvoke(failed, { attempt: 40, failures }, 0, 10)).toMatchObject({ kind });
});

test.for(['throttled', 'not_invoked'] as const)('%s is no failure of the function: it is never given up', (kind) => {
  expect(afterInvoke({ kind, error: 'why' }, { attempt: 9_000, failures: 10 }, 0, 9)).toMatchObject({ kind: 'retry' });
});
