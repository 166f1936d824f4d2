import type { Client } from '@opensearch-project/opensearch';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import { topics } from '../../modules/platform/topics.ts';

/** Milliseconds for which a withdrawal is remembered: longer than any topic keeps an older record of the product. */
const remembered = 60 * 86_400_000;
const requestTimeout = 60_000;

/**
 * Removes documents that nobody needs any more: of products that were withdrawn so long ago that no older change of them can
 * come, and of dead letters that their topic has no longer.
 */
export async function forgetOld(client: Client, names: IndexNames, now: number): Promise<void> {
  const withdrawn = [{ term: { state: 'withdrawn' } }, { range: { withdrawn_at: { lt: now - remembered } } }];
  await remove(client, names.products, withdrawn, 'withdrawals');
  const letters = [{ range: { at: { lt: now - topics.dead_letters.retention } } }];
  await remove(client, names.deadLetters, letters, 'letters');
}

async function remove(client: Client, index: string, filter: object[], what: string): Promise<void> {
  try {
    await client.deleteByQuery(
      { index, conflicts: 'proceed', body: { query: { bool: { filter } } } },
      { requestTimeout },
    );
  } catch (error) {
    throw opensearchFailure(error, `remove old ${what} from ${index}`);
  }
}
