import type { RetryOptions } from '../../modules/kafka/library.ts';

// Everything that the stand-in decides for itself; README.md lists it.

/**
 * Milliseconds between two looks at the lag. MSK puts it once a minute; engines whose alarms look back from now, and not at
 * full minutes, need a value in each.
 */
export const lagIntervalMs = 30_000;

/** Ends of each partition that are remembered: at two a minute two hours, longer than alarms look back. */
export const maxSamples = 240;

/** Elements of a page of the MSK API, as AWS bounds them, and how many there are unless the caller says. */
export const maxPageSize = 100;

/** Milliseconds in which a client must have sent its request. */
export const requestTimeoutMs = 10_000;

/** Bounds of calls to the engine; a round that fails is done again anyway. */
export const engineBounds = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
} as const;

const retry: RetryOptions = { retries: 2 };

/** Bounds of requests to the brokers. */
export const kafkaBounds = { connectionTimeout: 3_000, requestTimeout: 10_000, retry } as const;
