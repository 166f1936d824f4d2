import type { Client } from '@opensearch-project/opensearch';
import type { Log } from '../../modules/logging/log.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

/** Whether buyers can find the product. `unchecked`: OpenSearch did not say. */
export type Known = 'known' | 'unknown' | 'unchecked';

/** Never rejects: an event is a fact, whether or not the product can be looked up. */
export async function isKnown(client: Client, index: string, productId: string, log: Log): Promise<Known> {
  try {
    const { body } = await client.exists({ index, id: productId });
    return body ? 'known' : 'unknown';
  } catch (error) {
    log.error('the product of an event could not be looked up', opensearchFailure(error, `look into ${index}`));
    return 'unchecked';
  }
}
