import type { Client } from '@opensearch-project/opensearch';
import type { CurrentBanList } from '../../modules/ban-list/ban-list.ts';
import { categoryChanged, productsLeft } from '../../modules/category-stats/catalog-change.ts';
import type { BadMessage } from '../../modules/errors/bad-message.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { KafkaRecord, OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { writeBulk, type BulkResult } from '../../modules/opensearch/bulk.ts';
import { ensureIndices, indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../modules/retry/retry.ts';
import { planBatch, type RecordOperation } from './plan.ts';

const functionName = 'index';

export interface IndexDependencies {
  readonly client: Client;
  readonly publisher: Publisher;
  readonly bans: CurrentBanList;
  readonly names?: IndexNames;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Brings a batch into OpenSearch with one bulk request, announces to `catalog_changes` what that may have changed, has
 * products judged again that an older ban list decided on, and dead-letters what cannot be indexed. Throws when OpenSearch
 * or Kafka fails; doing the batch again is harmless.
 */
export function indexSink({ client, publisher, bans, names = indexNames, now }: IndexDependencies): KafkaStep {
  let indices: Promise<void> | undefined;

  return async (records) => {
    const isJudged = records.some(({ topic }) => topic === 'filtered_products');
    const list = isJudged ? await bans.current() : undefined;
    const { operations, outdated, unreadable } = planBatch(records, now(), list);
    try {
      await (indices ??= retried(() => ensureIndices(client, names), opensearchRetry));
      const result = await writeBulk(client, names, operations);
      const refused = result.refused.map(({ operation, reason }) => ({ record: operation.record, reason }));
      const bad = [...unreadable, ...refused];
      const changes = announcements(result, now());
      await publisher.publish([...deadLetters(records, bad), ...outdated, ...changes]);
      return {
        written: result.written.length,
        superseded: result.superseded.length,
        judged_again: outdated.length,
        announced: changes.length,
        dead_lettered: bad.length,
      };
    } catch (error) {
      // An index may have been deleted meanwhile: the next batch looks.
      indices = undefined;
      throw error;
    }
  };
}

/**
 * What a batch may have changed in the figures: the categories of what it wrote, and, when it wrote over other documents,
 * those that their products were in, which nobody asked for.
 */
function announcements({ written, replaced }: BulkResult<RecordOperation>, at: number): OutgoingRecord[] {
  const categories = new Set(
    // OpenSearch keeps half a surrogate pair as U+FFFD, so both are one category.
    written.flatMap(({ category }) => (category === undefined ? [] : [category.toWellFormed()])),
  );
  const products = written.filter(({ index }) => index === 'products');
  return [
    ...Array.from(categories, (category) => categoryChanged(category, at)),
    ...(products.length > 0 && replaced > 0 ? [productsLeft(at)] : []),
  ];
}

const deadLetters = (
  records: readonly KafkaRecord[],
  bad: readonly { readonly record: number; readonly reason: BadMessage }[],
): OutgoingRecord[] =>
  bad.flatMap(({ record, reason }) => {
    const source = records[record];
    return source === undefined ? [] : [deadLetter(source, functionName, reason)];
  });
