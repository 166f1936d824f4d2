import type { Client } from '@opensearch-project/opensearch';
import type { BanList, CurrentBanList } from '../../modules/ban-list/ban-list.ts';
import { categoryChanged, productsLeft } from '../../modules/category-stats/catalog-change.ts';
import type { BadMessage } from '../../modules/errors/bad-message.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { KafkaRecord, OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { writeBulk, type BulkResult } from '../../modules/opensearch/bulk.ts';
import { indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { withIndices } from '../../modules/opensearch/with-indices.ts';
import { readLatestSources } from './latest-source.ts';
import { isDecidedOtherwise, judgedAgain } from './outdated.ts';
import { planBatch, type Plan, type RecordOperation } from './plan.ts';

const functionName = 'index';

/** A letter about a letter would be the next record of the same topic, and so on for ever. */
const isLetter = (record: KafkaRecord | undefined): boolean => record?.topic === 'dead_letters';

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
  const inIndices = withIndices(client, names);

  return async (records) => {
    const hasProducts = records.some(({ topic }) => topic === 'filtered_products');
    return inIndices(async () => {
      const list = hasProducts ? await bans.current() : undefined;
      const latest = await readLatestSources(client, names.products, records);
      const at = now();
      const plan = planBatch(records, { at, list, latest });
      const result = await writeBulk(client, names, plan.operations);
      const late =
        list === undefined ? [] : outdatedSince(plan, { list: await bans.current(), before: list, at }, now());
      const refused = result.refused.map(({ operation, reason }) => ({ record: operation.record, reason }));
      const failed = [...plan.unreadable, ...refused];
      const bad = failed.filter(({ record }) => !isLetter(records[record]));
      const changes = announcements(result, now());
      await publisher.publish([...deadLetters(records, bad), ...plan.outdated, ...late, ...changes]);
      return {
        written: result.written.length,
        superseded: result.superseded.length + plan.superseded,
        judged_again: plan.outdated.length + late.length,
        announced: changes.length,
        dead_lettered: bad.length,
        ...(records.some(isLetter) && { untold: failed.length - bad.length }),
      };
    });
  };
}

/** The list after a batch was written, and the one that it was planned by, at a time, epoch milliseconds. */
interface Since {
  readonly list: BanList;
  readonly before: BanList;
  readonly at: number;
}

/**
 * What was written while the list changed. Who changes the list looks for what the change touches afterwards, and whoever
 * writes looks at the list afterwards: so one of the two always meets the other.
 */
const outdatedSince = ({ judged }: Plan, { list, before, at }: Since, now: number): OutgoingRecord[] =>
  list.version === before.version && !list.changesWithin(at, now)
    ? []
    : judged
        .filter(({ decision }) => isDecidedOtherwise(decision, list, now))
        .map(({ record, decision }) => judgedAgain(record, decision));

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
