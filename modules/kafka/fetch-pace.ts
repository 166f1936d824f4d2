/** How a consumer asks a broker for records: its answer waits for so many bytes, or so many milliseconds. */
export interface FetchPace {
  readonly minBytes: number;
  readonly maxWaitTime: number;
}

/** Milliseconds without a record after which a consumer asks as one that has nothing to do. */
const quietAfter = 2_000;

/** Heartbeats, a stop and partitions that were assigned wait for the answer, so it is about a second. */
const quietWait = 1_000;

/**
 * A consumer that wants full answers asks several times a second, and brokers are kept busy by those to which nobody sends anything. Without
 * records for a while it asks for the first one, at once, which costs a fifth and also makes that record wait for nothing.
 */
export const fetchPace = (wanted: FetchPace, quietMs: number): FetchPace =>
  wanted.minBytes > 1 && quietMs > quietAfter ? { minBytes: 1, maxWaitTime: quietWait } : wanted;
