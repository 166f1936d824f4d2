/** What Kafka knows of a partition: offsets of the group and of the log. */
export interface PartitionOffsets {
  /** undefined when the group never committed one. */
  readonly committed: number | undefined;
  /** First offset that the log still has. */
  readonly low: number;
  /** Offset that the next record will get. */
  readonly high: number;
  /** Where the mapping's StartingPosition points. */
  readonly starting: number;
}

export type Position =
  /** Go on with what is buffered and in flight. */
  | { readonly kind: 'keep' }
  /** Forget what is buffered and in flight and read from this offset. */
  | { readonly kind: 'begin'; readonly offset: number };

/**
 * Decides where a partition goes on after the group was joined. `committable` is the first offset of its buffered and in-flight
 * records, when it has been polled here before.
 *
 * What is buffered is kept as long as nobody else committed beyond it. An offset that the log no longer has (retention, or the
 * topic was made anew) becomes the oldest one that it has: read twice rather than not at all.
 */
export function decidePosition(offsets: PartitionOffsets, committable: number | undefined): Position {
  const { committed, low, high, starting } = offsets;
  const wanted = committable === undefined ? (committed ?? starting) : Math.max(committable, committed ?? committable);
  const offset = wanted < low || wanted > high ? low : wanted;
  return offset === committable ? { kind: 'keep' } : { kind: 'begin', offset };
}
