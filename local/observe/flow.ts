import type { Client } from '@opensearch-project/opensearch';
import type { Admin } from '../../modules/kafka/library.ts';
import { z } from 'zod';
import { mappingGroups, type MappingGroup } from '../../modules/platform/access.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { recordOf } from '../../modules/objects/entries.ts';
import { recordsBehind, type PartitionEnds } from '../../modules/kafka/lag.ts';
import { topicNames, type Topic } from '../../modules/platform/topics.ts';
import { describeError } from '../../modules/errors/platform-error.ts';
import { committedOffsets } from '../../modules/kafka/committed-offsets.ts';

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
  /** Records in dead_letters that retention has not removed yet. */
  readonly deadLetters: number;
}

/** What OpenSearch says about the flow. */
export interface IndexFlow {
  readonly searchable: number;
  /** When the newest change that buyers can find was made, by the shop's clock, epoch milliseconds; missing without any. */
  readonly newestChange?: number;
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
  const appended = recordOf(topicNames, (topic) => sum((endsByTopic.get(topic) ?? []).map((end) => Number(end.high))));
  const lags = await Promise.all(
    mappingGroups.map(async (mapping) => ({
      ...mapping,
      lag: await readLag(admin, mapping, endsByTopic.get(mapping.topic) ?? []),
    })),
  );
  return { appended, lags, deadLetters: recordsBehind(endsByTopic.get('dead_letters') ?? [], new Map()) };
}

/** How many records of a topic a group has not committed as processed; `ends` are the topic's. */
export async function readLag(
  admin: Admin,
  { group, topic }: { readonly group: string; readonly topic: Topic },
  ends: readonly PartitionEnds[],
): Promise<number> {
  return recordsBehind(ends, await committedOffsets(admin, group, topic));
}

/** Bodies of the two searches; the totals are counted to the last. */
const newest = { size: 0, track_total_hits: true, aggs: { newest: { max: { field: 'version' } } } };
const byReason = {
  size: 0,
  track_total_hits: true,
  aggs: { reasons: { terms: { field: 'reasons.reason', size: 20 } } },
};

/** The client's own search does not know that a maximum is of a field. */
const searching = (index: string, body: object) => ({ method: 'POST', path: `/${index}/_search`, body });

const totalSchema = z.object({ total: z.object({ value: z.number() }) });
const productsSchema = z.object({
  hits: totalSchema,
  aggregations: z.object({ newest: z.object({ value: z.number().nullish() }) }),
});
const rejectedSchema = z.object({
  hits: totalSchema,
  aggregations: z.object({
    reasons: z.object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })) }),
  }),
});

export async function readIndexFlow(client: Client): Promise<IndexFlow> {
  const [{ body: productsBody }, { body: rejectedBody }] = await Promise.all([
    client.transport.request(searching(indexNames.filteredProducts, newest)),
    client.transport.request(searching(indexNames.rejectedProducts, byReason)),
  ]);
  const products = productsSchema.parse(productsBody);
  const rejected = rejectedSchema.parse(rejectedBody);
  const newestChange = products.aggregations.newest.value;
  return {
    searchable: products.hits.total.value,
    ...(newestChange !== undefined && newestChange !== null && { newestChange }),
    rejected: rejected.hits.total.value,
    reasons: rejected.aggregations.reasons.buckets.map(({ key, doc_count: count }) => ({ reason: key, count })),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
