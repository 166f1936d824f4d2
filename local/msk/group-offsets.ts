import type { Admin } from '../../modules/kafka/library.ts';

/** A consumer group and a topic that it reads. */
export interface GroupTopic {
  readonly group: string;
  readonly topic: string;
}

/** Where a group stands on each partition of a topic. */
export interface GroupOffsets extends GroupTopic {
  readonly partitions: readonly { readonly partition: number; readonly end: number; readonly committed: number }[];
}

/** States in which MSK tells the lag of a group; see https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html */
const toldStates = new Set(['Stable', 'Empty']);

/**
 * Reads the offsets of groups, one request after the other. Groups that rebalance or have committed nothing are left out; a
 * partition without a commit of its own begins where retention has left it. Throws what kafkajs throws.
 */
export async function readGroupOffsets(admin: Admin, groups: readonly GroupTopic[]): Promise<GroupOffsets[]> {
  const { groups: described } = await admin.describeGroups([...new Set(groups.map(({ group }) => group))]);
  const told = new Set(described.filter(({ state }) => toldStates.has(state)).map(({ groupId }) => groupId));
  const readable = groups.filter(({ group }) => told.has(group));
  const endsOf = new Map<string, Awaited<ReturnType<Admin['fetchTopicOffsets']>>>();
  for (const topic of new Set(readable.map((each) => each.topic)))
    endsOf.set(topic, await admin.fetchTopicOffsets(topic));
  const read: GroupOffsets[] = [];
  for (const { group, topic } of readable) {
    const [answer] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    const committed = new Map((answer?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)]));
    if ([...committed.values()].every((offset) => offset < 0)) continue;
    const partitions = (endsOf.get(topic) ?? []).map(({ partition, low, high }) => ({
      partition,
      end: Number(high),
      committed: Math.max(committed.get(partition) ?? -1, Number(low)),
    }));
    read.push({ group, topic, partitions });
  }
  return read;
}
