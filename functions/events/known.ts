import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { Log } from '../../modules/logging/log.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

/** Whether buyers can find the product. `unchecked`: OpenSearch did not say. */
export type Known = 'known' | 'unknown' | 'unchecked';

const documentSchema = z.object({ state: z.string() });

/** Tells of each of these products. Never rejects: an event is a fact, whether or not the product can be looked up. */
export async function whichAreKnown(
  client: Client,
  index: string,
  productIds: readonly string[],
  log: Log,
): Promise<(productId: string) => Known> {
  try {
    const ids = [...new Set(productIds)];
    const found = await readDocuments(client, { index, ids, fields: ['state'], schema: documentSchema });
    return (id) => (found.get(id)?.source.state === 'allowed' ? 'known' : 'unknown');
  } catch (error) {
    log.error('the products of events could not be looked up', opensearchFailure(error, `look into ${index}`));
    return () => 'unchecked';
  }
}
