import type { Client } from '@opensearch-project/opensearch';
import type { Admin } from 'kafkajs';
import { mappingGroups, type MappingGroup } from '../../functions/kafka/access.ts';
import { indexNames } from '../../functions/opensearch/indices.ts';
import { recordsBehind, type PartitionEnds } from '../../functions/kafka/lag.ts';
import { topicNames, type Topic } from '../../functions/kafka/topics.ts';
import { describeError } from '../../functions/errors/platform-error.ts';
import { committedOffsets } from '../kafka/committed.ts';

/** How far one consumer group is behind on its topic. */
export interface GroupLag extends MappingGroup {
  /** Records that were appended and not yet committed as processed. */
  readonly lag: number;
}

/** What Kafka says about the flow. */
export interface KafkaFlow {
  /** Records ever appended to each topic, those included that retention has since removed. */
  readonly appended: Readonly<Record<Topic, number>>;
  readonly lags: readonly GroupLag[];
}

/** What OpenSearch says about the flow. */
export interface IndexFlow {
  readonly searchable: number;
  readonly rejected: number;
  /** How many rejected products each reason accounts for, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

/** A part of the picture, or why it cannot be seen right now. */
export type Seen<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Runs a look at a server that may be down: an error is part of the picture, not a reason to stop looking. */
export async function look<T>(read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

/** How far each group is. Throws what kafkajs throws when the brokers do not say so within seconds. */
export async function readKafkaFlow(admin: Admin): Promise<KafkaFlow> {
  const ends = await Promise.all(topicNames.map((topic) => admin.fetchTopicOffsets(topic)));
  const endsByTopic = new Map(topicNames.map((topic, i) => [topic, ends[i] ?? []]));
  const appended = Object.fromEntries(
    topicNames.map((topic) => [topic, sum((endsByTopic.get(topic) ?? []).map((end) => Number(end.high)))]),
  ) as Record<Topic, number>;
  const lags = await Promise.all(
    mappingGroups.map(async (mapping) => ({
      ...mapping,
      lag: await readLag(admin, mapping, endsByTopic.get(mapping.topic) ?? []),
    })),
  );
  return { appended, lags };
}

/** How many records of a topic a group has not committed as processed; `ends` are the topic's. */
export async function readLag(
  admin: Admin,
  { group, topic }: { readonly group: string; readonly topic: Topic },
  ends: readonly PartitionEnds[],
): Promise<number> {
  return recordsBehind(ends, await committedOffsets(admin, group, topic));
}

/** Body of the search that groups rejected products by reason. */
const byReason = { size: 0, aggs: { reasons: { terms: { field: 'reasons.reason', size: 20 } } } };

export async function readIndexFlow(client: Client): Promise<IndexFlow> {
  const [products, rejected] = await Promise.all([
    client.count({ index: indexNames.filteredProducts }),
    client.search({ index: indexNames.rejectedProducts, body: { ...byReason, track_total_hits: true } }),
  ]);
  const total = rejected.body.hits.total;
  return {
    searchable: products.body.count,
    rejected: typeof total === 'number' ? total : (total?.value ?? 0),
    reasons: reasonBuckets(rejected.body.aggregations?.['reasons']),
  };
}

function reasonBuckets(aggregation: unknown): IndexFlow['reasons'] {
  if (typeof aggregation !== 'object' || aggregation === null || !('buckets' in aggregation)) return [];
  const { buckets } = aggregation;
  if (!Array.isArray(buckets)) return [];
  return buckets.map((bucket: { key: string; doc_count: number }) => ({ reason: bucket.key, count: bucket.doc_count }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
