import { committedOffsetsByTopic } from '../../modules/kafka/committed-offsets.ts';
import type { PartitionEnds } from '../../modules/kafka/lag.ts';
import type { Admin } from '../../modules/kafka/library.ts';

/** Where a consumer group stands on each partition of a topic. */
export interface GroupOffsets {
  readonly group: string;
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly end: number; readonly committed: number }[];
}

/** States in which MSK puts the lag of a group; see https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html */
const measuredStates = new Set(['Stable', 'Empty']);

/**
 * Reads the offsets of groups on every topic that they have committed anything of, one request after the other. Groups that
 * rebalance are left out; a partition without a commit of its own begins where retention has left it. Throws what kafkajs
 * throws.
 */
export async function readGroupOffsets(admin: Admin, groups: readonly string[]): Promise<GroupOffsets[]> {
  const { groups: described } = await admin.describeGroups([...groups]);
  const endsByTopic = new Map<string, readonly PartitionEnds[]>();
  const read: GroupOffsets[] = [];
  for (const { groupId: group, state } of described) {
    if (!measuredStates.has(state)) continue;
    for (const [topic, committed] of await committedOffsetsByTopic(admin, group)) {
      const ends = endsByTopic.get(topic) ?? (await admin.fetchTopicOffsets(topic));
      endsByTopic.set(topic, ends);
      const partitions = ends.map(({ partition, low, high }) => ({
        partition,
        end: Number(high),
        committed: Math.max(committed.get(partition) ?? -1, Number(low)),
      }));
      read.push({ group, topic, partitions });
    }
  }
  return read;
}
