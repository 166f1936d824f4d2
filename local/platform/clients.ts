import type { Client } from '@opensearch-project/opensearch';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import type { Instance } from '../instance/instance.ts';
import { closing } from '../resources/closing.ts';
import { opensearchUrl } from '../services/opensearch.ts';

/** A client of the instance's OpenSearch, for tools of this machine and `await using`. */
export const opensearchOf = (instance: Instance): Client & AsyncDisposable =>
  closing(
    openSearchClient(
      { url: opensearchUrl(instance), auth: 'none', region: '' },
      { requestTimeout: 10_000, maxRetries: 1 },
    ),
  );

/** Hands a client over for one call and closes it whatever happens. */
export async function withOpenSearch<T>(instance: Instance, use: (client: Client) => Promise<T>): Promise<T> {
  await using client = opensearchOf(instance);
  return await use(client);
}
