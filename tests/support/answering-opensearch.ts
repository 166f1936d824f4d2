import type { Client } from '@opensearch-project/opensearch';
import { onTestFinished } from 'vitest';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { answeringServer } from './answering-server.ts';

/** A client, of the running test, of an OpenSearch that answers so to requests, by their paths; without an answer it keeps silent. */
export async function answeringOpenSearch(answer: (path: string) => object | undefined): Promise<Client> {
  const url = await answeringServer(answer);
  const client = openSearchClient({ url, auth: 'none', region: '' }, { requestTimeout: 5_000, maxRetries: 0 });
  onTestFinished(() => client.close());
  return client;
}
