import type { Client } from '@opensearch-project/opensearch';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

/** Milliseconds for which a withdrawal is remembered: longer than any topic keeps an older record of the product. */
const remembered = 60 * 86_400_000;
const requestTimeout = 60_000;

/** Removes documents of products that were withdrawn so long ago that no older change of them can come any more. */
export async function forgetWithdrawn(client: Client, index: string, now: number): Promise<void> {
  const filter = [{ term: { state: 'withdrawn' } }, { range: { withdrawn_at: { lt: now - remembered } } }];
  try {
    await client.deleteByQuery(
      { index, conflicts: 'proceed', body: { query: { bool: { filter } } } },
      { requestTimeout },
    );
  } catch (error) {
    throw opensearchFailure(error, `remove old withdrawals from ${index}`);
  }
}
