import { indexNames } from '../../modules/opensearch/indices.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withOpenSearch } from '../../local/platform/clients.ts';

/**
 * Writes what an analysis would: each of these products of a category goes with every other, the earlier the better. Newer than
 * any analysis that the schedule may begin meanwhile, which therefore neither replaces nor removes it.
 */
export async function writeNeighbours(instance: Instance, ids: readonly string[], category: string): Promise<void> {
  const version = Date.now() + 86_400_000;
  const newer = { version, version_type: 'external_gte' };
  const run = { run_id: 'test', version };
  const lines = ids.flatMap((product_id, n) => {
    const items = ids.filter((id) => id !== product_id).map((id, m) => ({ product_id: id, score: 0.9 - m / 100 }));
    return [
      { index: { _index: indexNames.recommendations, _id: product_id, ...newer } },
      { product_id, items, ...run },
      { index: { _index: indexNames.popularProducts, _id: product_id, ...newer } },
      { product_id, category, score: 1 / (n + 1), rank: 1_000_000 + n, rank_in_category: n + 1, ...run },
    ];
  });
  const { body } = await withOpenSearch(instance, (client) => client.bulk({ body: lines, refresh: true }));
  if (body.errors) throw new PlatformError('opensearch_refused', 'not all neighbours were written');
}

export async function removeNeighbours(instance: Instance, ids: readonly string[]): Promise<void> {
  const query = { terms: { product_id: [...ids] } };
  const index = [indexNames.recommendations, indexNames.popularProducts];
  await withOpenSearch(instance, (client) =>
    client.deleteByQuery({ index, body: { query }, conflicts: 'proceed', refresh: true }),
  );
}
