/** How waits grow from one failure to the next. */
export interface Backoff {
  /** Milliseconds after the first failure. */
  readonly initialMs: number;
  /** Milliseconds that no wait exceeds. */
  readonly maxMs: number;
}

/**
 * Milliseconds to wait after so many earlier failures (0 after the first one): doubles with each up to the greatest, half
 * of it fixed and half by chance. `random` in [0, 1).
 * "Equal jitter" of https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs({ initialMs, maxMs }: Backoff, failures: number, random: number): number {
  const full = Math.min(maxMs, initialMs * 2 ** failures);
  return Math.round(full / 2 + (full / 2) * random);
}
