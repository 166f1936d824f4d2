/** A record that waits for its event. */
export interface BufferedRecord {
  readonly offset: number;
  /** Milliseconds on the clock that `now` is read from. */
  readonly arrivedAt: number;
  /** How many it has in the event. */
  readonly bytes: number;
}

export interface BatchLimits {
  readonly records: number;
  /** Milliseconds; windows of all partitions end at the same moments, so that they can share an invocation. */
  readonly window: number;
  /** Bytes that all records of an event have together, with a comma between them. */
  readonly bytes: number;
}

export type BatchDecision =
  /** The first so many records make an event now. */
  | { readonly kind: 'send'; readonly records: number }
  /** The first record is larger than any event. */
  | { readonly kind: 'oversized' }
  /** More may still come within so many milliseconds; without records there is nothing to wait for but them. */
  | { readonly kind: 'wait'; readonly delay: number };

/**
 * Decides what becomes of a partition's buffered records: an event is sent when it has its number of records, when the next
 * record would not fit, or when the window is over in which its first record came.
 */
export function decideBatch(buffer: readonly BufferedRecord[], limits: BatchLimits, now: number): BatchDecision {
  const [first] = buffer;
  if (first === undefined) return { kind: 'wait', delay: Infinity };
  const fitting = countFitting(buffer, limits);
  if (fitting === 0) return { kind: 'oversized' };
  const full = fitting === limits.records || fitting < buffer.length;
  const delay = windowEnd(first.arrivedAt, limits.window) - now;
  return full || delay <= 0 ? { kind: 'send', records: fitting } : { kind: 'wait', delay };
}

const windowEnd = (arrivedAt: number, window: number): number =>
  window === 0 ? arrivedAt : (Math.floor(arrivedAt / window) + 1) * window;

function countFitting(buffer: readonly BufferedRecord[], limits: BatchLimits): number {
  let bytes = 0;
  let count = 0;
  for (const { bytes: own } of buffer) {
    bytes += own + (count > 0 ? 1 : 0);
    if (bytes > limits.bytes || count === limits.records) break;
    count += 1;
  }
  return count;
}
