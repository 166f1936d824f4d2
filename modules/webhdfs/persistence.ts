import { retried, type RetryBounds } from '../retry/retry.ts';
import { isInDoubt, isPassing } from './failure.ts';

/** Repeating what failed in passing. */
export interface Persistence {
  /** What is the same when done twice. */
  readonly persistently: <T>(action: () => Promise<T>) => Promise<T>;
  /**
   * What is not. When the answer was lost, `look` finds out what became of it: it resolves to the result, or to `undefined`
   * when nothing was done. Only then is it done again.
   */
  readonly carefully: <T>(action: () => Promise<T>, look: () => Promise<T | undefined>) => Promise<T>;
}

export function persistence(bounds: Pick<RetryBounds, 'attempts' | 'deadlineMs'>): Persistence {
  const passing = { ...bounds, isPassing };
  return {
    persistently: (action) => retried(action, passing),
    carefully: (action, look) => {
      let lost: unknown;
      return retried(async () => {
        if (lost === undefined) {
          try {
            return await action();
          } catch (error) {
            if (!isInDoubt(error)) throw error;
            lost = error;
          }
        }
        const result = await look();
        if (result !== undefined) return result;
        const undone = lost;
        lost = undefined;
        throw undone;
      }, passing);
    },
  };
}
