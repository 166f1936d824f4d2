import type { Client } from '@opensearch-project/opensearch';
import type { BadMessage } from '../errors/bad-message.ts';
import { deadLetter } from '../kafka/dead-letter.ts';
import type { KafkaRecord, OutgoingRecord, Publisher } from '../kafka/record.ts';
import { retried } from '../retry/retry.ts';
import type { KafkaStep } from '../lambda/kafka-function.ts';
import { ensureIndices, indexNames, type IndexNames } from '../opensearch/indices.ts';
import { writeBulk } from './bulk.ts';
import { findElsewhere, latestPlacings, planRemovals } from './places.ts';
import { patience } from './patience.ts';
import { planBatch } from './plan.ts';

const functionName = 'index';

/**
 * Brings a batch into OpenSearch: writes it, takes each of its products out of the indices where it no longer belongs,
 * and dead-letters what cannot be indexed. Throws when OpenSearch or Kafka fails; doing the batch again is harmless.
 */
export function indexSink(client: Client, publisher: Publisher, names: IndexNames = indexNames): KafkaStep {
  let indices: Promise<void> | undefined;

  return async (records) => {
    const plan = planBatch(records);
    try {
      await (indices ??= retried(() => ensureIndices(client, names), patience));
      const { written, superseded, refused } = await writeBulk(client, names, plan.operations);
      const refusals = new Map(refused.map(({ operation, reason }) => [operation.record, reason]));
      const placings = latestPlacings(plan.placings.filter(({ record }) => !refusals.has(record)));
      const removals = planRemovals(placings, await findElsewhere(client, names, placings));
      const removed = await writeBulk(client, names, removals);
      const bad = [...plan.unreadable, ...Array.from(refusals, ([record, reason]) => ({ record, reason }))];
      await publisher.publish(deadLetters(records, bad));
      return { written, superseded, removed: removed.written, dead_lettered: bad.length };
    } catch (error) {
      // An index may have been deleted meanwhile: the next batch looks.
      indices = undefined;
      throw error;
    }
  };
}

const deadLetters = (
  records: readonly KafkaRecord[],
  bad: readonly { readonly record: number; readonly reason: BadMessage }[],
): OutgoingRecord[] =>
  bad.flatMap(({ record, reason }) => {
    const source = records[record];
    return source === undefined ? [] : [deadLetter(source, functionName, reason)];
  });
