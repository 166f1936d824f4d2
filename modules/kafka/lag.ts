/** First and next offset of a partition, as kafkajs's admin tells them. */
export interface PartitionEnds {
  readonly partition: number;
  readonly low: string;
  readonly high: string;
}

/**
 * How many records of a topic a group has not committed as processed. Without a commit that is everything that retention
 * has left: our mappings begin at TRIM_HORIZON. `committed` is the next offset by partition.
 */
export const recordsBehind = (ends: readonly PartitionEnds[], committed: ReadonlyMap<number, number>): number =>
  ends.reduce((total, { partition, low, high }) => {
    const next = Math.max(committed.get(partition) ?? Number(low), Number(low));
    return total + Math.max(0, Number(high) - next);
  }, 0);
