import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { Log } from '../../modules/logging/log.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

/** Whether buyers can find the product. `unchecked`: OpenSearch did not say. */
export type Known = 'known' | 'unknown' | 'unchecked';

const documentSchema = z.object({ state: z.string() });

/** Never rejects: an event is a fact, whether or not the product can be looked up. */
export async function isKnown(client: Client, index: string, productId: string, log: Log): Promise<Known> {
  try {
    const found = await readDocuments(client, { index, ids: [productId], fields: ['state'], schema: documentSchema });
    return found.get(productId)?.source.state === 'allowed' ? 'known' : 'unknown';
  } catch (error) {
    log.error('the product of an event could not be looked up', opensearchFailure(error, `look into ${index}`));
    return 'unchecked';
  }
}
