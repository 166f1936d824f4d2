import type { Client } from '@opensearch-project/opensearch';
import type { BadMessage } from '../../modules/errors/bad-message.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { catalogChangeSchema } from '../../modules/category-stats/catalog-change.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../modules/retry/retry.ts';
import { withIndices } from '../../modules/opensearch/with-indices.ts';
import { pendingDocument, planChanges, recordOf, settledDocument, type Change } from './change.ts';
import { countCategories } from './count.ts';
import { readKnown } from './known.ts';
import { findMiscounted } from './miscounted.ts';

export interface AggregateDependencies {
  readonly client: Client;
  readonly publisher: Publisher;
  readonly names: IndexNames;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How many categories one search counts: with all their currencies well below OpenSearch's search.max_buckets. */
const countedTogether = 100;
/** How often a category is counted anew because another instance of this function counted it at the same time. */
const maxRounds = 3;

/**
 * Computes the categories that a batch is about anew, each once, and publishes the statistics that have changed. Throws when
 * OpenSearch or Kafka fails; doing the batch again is harmless.
 */
export function aggregateChanges(dependencies: AggregateDependencies): KafkaStep {
  const { client, names } = dependencies;
  const inIndices = withIndices(client, names);

  return async (records) => {
    const { announced, haveProductsLeft, unreadable } = readChanges(records);
    return inIndices(async () => {
      const miscounted = haveProductsLeft ? await retried(() => findMiscounted(client, names), opensearchRetry) : [];
      const categories = [...new Set([...announced, ...miscounted])];
      let published = 0;
      for (let from = 0; from < categories.length; from += countedTogether)
        published += await renew(dependencies, categories.slice(from, from + countedTogether));
      await dependencies.publisher.publish(
        unreadable.map(({ record, reason }) => deadLetter(record, 'aggregate', reason)),
      );
      return { categories: categories.length, published, dead_lettered: unreadable.length };
    });
  };
}

function readChanges(records: readonly KafkaRecord[]): {
  readonly announced: ReadonlySet<string>;
  readonly haveProductsLeft: boolean;
  readonly unreadable: readonly { readonly record: KafkaRecord; readonly reason: BadMessage }[];
} {
  const announced = new Set<string>();
  let haveProductsLeft = false;
  const unreadable: { record: KafkaRecord; reason: BadMessage }[] = [];
  for (const record of records) {
    const change = readJson(record.value, catalogChangeSchema);
    if (!change.ok) unreadable.push({ record, reason: change.error });
    else if ('category' in change.value) announced.add(change.value.category.toWellFormed());
    else haveProductsLeft = true;
  }
  return { announced, haveProductsLeft, unreadable };
}

/** Brings the statistics of categories up to date; resolves with how many were published. */
async function renew(dependencies: AggregateDependencies, categories: readonly string[]): Promise<number> {
  let published = 0;
  let open: readonly string[] = categories;
  for (let round = 1; open.length > 0; round++) {
    if (round > maxRounds)
      throw new PlatformError('opensearch_unavailable', `${open.length} categories are being counted elsewhere`);
    const changes = await findChanges(dependencies, open, round > 1);
    open = await announce(dependencies, changes);
    published += changes.length - open.length;
  }
  return published;
}

/** What is known is read before counting: whoever knows more then counts later. */
async function findChanges(
  { client, names, now }: AggregateDependencies,
  categories: readonly string[],
  all: boolean,
): Promise<Change[]> {
  const known = await retried(() => readKnown(client, names.categoryStats, categories), opensearchRetry);
  const at = now();
  const counted = await retried(() => countCategories(client, names.filteredProducts, categories), opensearchRetry);
  return planChanges(categories, { counted, known, at }, all);
}

/** Publishes changes. Resolves with the categories that another instance recounted meanwhile: nobody knows whose record came last. */
async function announce(
  { client, publisher, names }: AggregateDependencies,
  changes: readonly Change[],
): Promise<string[]> {
  const write = async (wanted: readonly Change[], operationOf: typeof settledDocument): Promise<string[]> => {
    const { superseded, refused } = await writeBulk(client, names, wanted.map(operationOf));
    const [refusal] = refused;
    if (refusal !== undefined) throw new PlatformError('opensearch_refused', refusal.reason.message);
    return superseded.map(({ category }) => category);
  };
  const outdated = await write(changes, pendingDocument);
  const current = changes.filter(({ category }) => !outdated.includes(category));
  await publisher.publish(current.map((change) => recordOf(change)));
  return [...outdated, ...(await write(current, settledDocument))];
}
