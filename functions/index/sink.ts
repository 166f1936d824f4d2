import type { Client } from '@opensearch-project/opensearch';
import type { BadMessage } from '../../modules/errors/bad-message.ts';
import { catalogChange } from '../../modules/category-stats/catalog-change.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { KafkaRecord, OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import { retried } from '../../modules/retry/retry.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { ensureIndices, indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { findBefore, findElsewhere } from './find.ts';
import { latestPlacings, planRemovals } from './places.ts';
import { planBatch, type Plan } from './plan.ts';
import { leftCategories, remembering, touchedCategories } from './touched.ts';

const functionName = 'index';

/**
 * Brings a batch into OpenSearch: writes it, takes each of its products out of the indices where it no longer belongs,
 * announces to `catalog_changes` which categories that may have changed, and dead-letters what cannot be indexed. Throws when
 * OpenSearch or Kafka fails; doing the batch again is harmless.
 */
export function indexSink(
  client: Client,
  publisher: Publisher,
  names: IndexNames = indexNames,
  now: () => number = Date.now,
): KafkaStep {
  let indices: Promise<void> | undefined;

  return async (records) => {
    const plan = planBatch(records);
    try {
      await (indices ??= retried(() => ensureIndices(client, names), opensearchRetry));
      const { categories, bad, ...counts } = await writePlan(client, names, plan);
      const changes = categories.map((category) => catalogChange(category, now()));
      await publisher.publish([...deadLetters(records, bad), ...changes]);
      return { ...counts, categories: categories.length, dead_lettered: bad.length };
    } catch (error) {
      // An index may have been deleted meanwhile: the next batch looks.
      indices = undefined;
      throw error;
    }
  };
}

interface Written {
  readonly written: number;
  readonly superseded: number;
  readonly removed: number;
  /** Those that may have changed. */
  readonly categories: readonly string[];
  readonly bad: readonly { readonly record: number; readonly reason: BadMessage }[];
}

async function writePlan(client: Client, names: IndexNames, plan: Plan): Promise<Written> {
  const { mentions } = plan;
  const left = leftCategories(mentions, await findBefore(client, names, mentions));
  const writes = await writeBulk(client, names, remembering(plan.operations, mentions, left));
  const refusals = new Map(writes.refused.map(({ operation, reason }) => [operation.record, reason]));
  const written = mentions.filter(({ record }) => !refusals.has(record));
  const placings = latestPlacings(written.filter((mention) => mention.kind === 'placing'));
  const elsewhere = await findElsewhere(client, names, placings);
  const removals = await writeBulk(client, names, planRemovals(placings, elsewhere));
  return {
    written: writes.written,
    superseded: writes.superseded.length,
    removed: removals.written,
    categories: touchedCategories(mentions, left, elsewhere),
    bad: [...plan.unreadable, ...Array.from(refusals, ([record, reason]) => ({ record, reason }))],
  };
}

const deadLetters = (records: readonly KafkaRecord[], bad: Written['bad']): OutgoingRecord[] =>
  bad.flatMap(({ record, reason }) => {
    const source = records[record];
    return source === undefined ? [] : [deadLetter(source, functionName, reason)];
  });
