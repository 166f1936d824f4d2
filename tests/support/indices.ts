import type { Client } from '@opensearch-project/opensearch';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { keysOf, recordOf } from '../../modules/objects/entries.ts';
import { ensureIndices, indexNames, isView, type IndexNames } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../modules/retry/retry.ts';
import { opensearchUrl } from '../../local/services/opensearch.ts';
import { testInstance, uniqueName } from './instance.ts';

export interface TestIndices {
  readonly client: Client;
  readonly names: IndexNames;
  /** Makes everything that was written searchable. */
  refresh(): Promise<void>;
  /** Removes the indices and closes the client. */
  remove(): Promise<void>;
}

/** A client of the instance's OpenSearch, as functions have it. */
export const testClient = (): Client =>
  openSearchClient(
    { url: opensearchUrl(testInstance()), auth: 'none', region: 'us-east-1' },
    { requestTimeout: 10_000, maxRetries: 0 },
  );

/** Names of indices that no other test uses. */
export function uniqueIndices(): IndexNames {
  const prefix = uniqueName('test');
  return recordOf(keysOf(indexNames), (index) => `${prefix}-${indexNames[index]}`);
}

/** The indices themselves, as they are made. */
export const indicesOf = (names: IndexNames): string[] =>
  keysOf(names).flatMap((name) => (isView(name) ? [] : [`${names[name]}_v1`]));

/** Indices of the platform's kinds under names of their own. */
export async function testIndices(): Promise<TestIndices> {
  const client = testClient();
  const names = uniqueIndices();
  const aliases = Object.values(names);
  // A busy machine takes its time to make ten indices.
  await retried(() => ensureIndices(client, names), { ...opensearchRetry, deadlineMs: 60_000 });
  return {
    client,
    names,
    async refresh() {
      await client.indices.refresh({ index: aliases });
    },
    async remove() {
      await client.indices.delete({ index: indicesOf(names) });
      await client.close();
    },
  };
}
