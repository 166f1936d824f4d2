import type { RetryBounds } from '../retry/retry.ts';
import { isUnavailable } from './failure.ts';

/**
 * How long a call waits for an OpenSearch that is busy or away, before the batch fails and the event source sends it again.
 * With a request time-out of 10 s that is 30 s at most, half of the function's time.
 */
export const opensearchRetry: RetryBounds = {
  attempts: 6,
  deadlineMs: 20_000,
  isPassing: isUnavailable,
};
