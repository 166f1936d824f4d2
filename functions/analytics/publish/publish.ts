import type { Client } from '@opensearch-project/opensearch';
import type { Publisher } from '../../../modules/kafka/record.ts';
import type { Log } from '../../../modules/logging/log.ts';
import { writeBulk } from '../../../modules/opensearch/bulk.ts';
import { opensearchFailure } from '../../../modules/opensearch/failure.ts';
import type { IndexNames } from '../../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../../modules/retry/retry.ts';
import {
  documentQueries,
  recordQueries,
  type DocumentQuery,
  type PublishedRun,
  type RecordQuery,
} from './documents.ts';
import type { ResultReader } from './readers.ts';

/** Milliseconds for removing the documents of earlier runs from one index: there may be as many as new ones. */
const removalTimeout = 120_000;

export interface PublishDependencies {
  readonly client: Client;
  readonly publisher: Publisher;
  readonly names: IndexNames;
  readonly log: Log;
}

/** How many records and documents a run has published. */
export interface Published {
  readonly records: number;
  readonly documents: number;
}

/** Publishes the results of a run to Kafka and OpenSearch. Doing it again changes nothing. */
export async function publishResults(
  destinations: PublishDependencies,
  run: PublishedRun,
  results: ResultReader,
): Promise<Published> {
  let records = 0;
  for (const query of recordQueries(run)) records += await publishRecords(destinations.publisher, query, results);
  let documents = 0;
  for (const query of documentQueries(run)) {
    documents += await writeDocuments(destinations, query, run, results);
    await retried(() => removeEarlier(destinations, query.index, run), opensearchRetry);
  }
  return { records, documents };
}

async function publishRecords(
  publisher: Publisher,
  { topic, sql }: RecordQuery,
  results: ResultReader,
): Promise<number> {
  let count = 0;
  for await (const rows of results.rows(sql)) {
    await publisher.publish(rows.map(([key = null, value = null]) => ({ topic, key, value })));
    count += rows.length;
  }
  return count;
}

async function writeDocuments(
  { client, names, log }: PublishDependencies,
  { index, sql }: DocumentQuery,
  { now: version }: PublishedRun,
  results: ResultReader,
): Promise<number> {
  let count = 0;
  for await (const rows of results.rows(sql)) {
    const operations = rows.map(([id, document]) => ({
      action: 'index' as const,
      index,
      id: id ?? '',
      version,
      document: document ?? '{}',
    }));
    const { written, refused } = await writeBulk(client, names, operations);
    count += written.length;
    const [first] = refused;
    if (first !== undefined)
      log.warn('documents were refused', { index, refused: refused.length, reason: first.reason.message });
  }
  return count;
}

async function removeEarlier(
  { client, names }: PublishDependencies,
  index: keyof IndexNames,
  run: PublishedRun,
): Promise<void> {
  try {
    await client.indices.refresh({ index: names[index] });
    await client.deleteByQuery(
      {
        index: names[index],
        conflicts: 'proceed',
        refresh: true,
        body: { query: { range: { version: { lt: run.now } } } },
      },
      { requestTimeout: removalTimeout },
    );
  } catch (error) {
    throw opensearchFailure(error, `remove the documents of earlier runs from ${names[index]}`);
  }
}
