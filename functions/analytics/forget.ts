import type { Client } from '@opensearch-project/opensearch';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { topics } from '../../modules/platform/topics.ts';

const day = 86_400_000;
/** Days for which a withdrawal is remembered: longer than any topic keeps an older record of the product. */
const withdrawalDays = 60;
/** Days for which the index has what buyers searched for and did. The raw files keep it. */
const activityDays = 180;
const requestTimeout = 60_000;

/** Removes documents of products that were withdrawn so long ago that no older change of them can come any more. */
export async function forgetWithdrawn(client: Client, index: string, now: number): Promise<void> {
  const filter = [{ term: { state: 'withdrawn' } }, { range: { withdrawn_at: { lt: now - withdrawalDays * day } } }];
  await remove(client, index, { bool: { filter } }, true);
}

/**
 * Has OpenSearch remove what buyers did long ago. By a query and not by whole indices, since the id of a record is what keeps it
 * from being there twice. They may be millions the first time: nobody waits for it, and the next run removes what is left.
 */
export async function forgetActivity(client: Client, index: string, now: number): Promise<void> {
  await remove(client, index, { range: { timestamp: { lt: now - activityDays * day } } }, false);
}

/** Removes dead letters that their topic has no longer. */
export async function forgetLetters(client: Client, index: string, now: number): Promise<void> {
  await remove(client, index, { range: { at: { lt: now - topics.dead_letters.retention } } }, true);
}

async function remove(client: Client, index: string, query: object, wait: boolean): Promise<void> {
  try {
    await client.deleteByQuery(
      { index, conflicts: 'proceed', wait_for_completion: wait, body: { query } },
      { requestTimeout },
    );
  } catch (error) {
    throw opensearchFailure(error, `remove old documents from ${index}`);
  }
}
