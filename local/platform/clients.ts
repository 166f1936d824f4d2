import { Client } from '@opensearch-project/opensearch';
import type { Instance } from '../instance/instance.ts';
import { opensearchUrl } from '../services/opensearch.ts';

/** A client of the instance's OpenSearch, for tools of this machine. */
export const opensearchOf = (instance: Instance): Client =>
  new Client({ node: opensearchUrl(instance), requestTimeout: 10_000, maxRetries: 1 });

/** Hands a client over and closes it whatever happens. */
export async function withOpenSearch<T>(instance: Instance, use: (client: Client) => Promise<T>): Promise<T> {
  const client = opensearchOf(instance);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
