import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { ReadBanList } from '../../modules/ban-list/ban-list.ts';
import { ruleQuery } from '../../modules/ban-search/rule-query.ts';
import type { Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

/** So many documents hold 200 MB at most: a product has 1 MiB. */
const pageSize = 200;

const productSchema = z.object({
  product_id: z.string(),
  reasons: z.array(z.looseObject({ rule_id: z.string() })).default([]),
  appeals: z.array(z.string()).default([]),
  version: z.number(),
  source_offset: z.number().optional(),
  /** Of a rejection that an earlier release told without its product there is none. */
  shop_json: z.string().optional(),
});

/** A product that a change of the list may touch, as it was last decided. */
export type TouchedProduct = z.infer<typeof productSchema>;

const hitsSchema = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: productSchema })) }),
});

/**
 * What a sweep looks at: the products that its rules may match, as the list has them now, and those that were rejected for
 * them or let through by them; of those only what an older list decided.
 */
export function touchedQuery(
  { rule_ids: ids, to_version: version, origin, has_wrapped: hasWrapped }: Sweep,
  { rules }: Pick<ReadBanList, 'rules'>,
): object {
  const standing = (ids ?? []).flatMap((id) => rules.standing.get(id)?.rule ?? []);
  const should = [
    ...standing.map((rule) => ruleQuery(rule).query),
    { terms: { 'reasons.rule_id': ids ?? [] } },
    { terms: { appeals: ids ?? [] } },
  ];
  return {
    bool: {
      filter: [
        { terms: { state: ['allowed', 'rejected'] } },
        ...(version === undefined ? [] : [{ range: { ban_list_version: { lte: version } } }]),
        ...(hasWrapped === true ? [{ range: { product_id: { lte: origin } } }] : []),
        ...(ids === undefined ? [] : [{ bool: { should, minimum_should_match: 1 } }]),
      ],
    },
  };
}

/** The next products in the order of their ids, after one of them. Throws opensearch_unavailable or opensearch_refused. */
export async function readPage(
  client: Client,
  index: string,
  { query, after }: { readonly query: object; readonly after: string | undefined },
): Promise<TouchedProduct[]> {
  try {
    const { body } = await client.search({
      index,
      body: {
        query,
        size: pageSize,
        track_total_hits: false,
        sort: [{ product_id: 'asc' }],
        _source: Object.keys(productSchema.shape),
        ...(after !== undefined && { search_after: [after] }),
      },
    });
    return hitsSchema.parse(body).hits.hits.map(({ _source }) => _source);
  } catch (error) {
    throw opensearchFailure(error, 'look for the products that a change of the ban list touches');
  }
}

const countSchema = z.object({ count: z.int() });

/** How many products a sweep is to look at, every acknowledged write included. */
export async function countTouched(client: Client, index: string, query: object): Promise<number> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.count({ index, body: { query } });
    return countSchema.parse(body).count;
  } catch (error) {
    throw opensearchFailure(error, 'count the products that a change of the ban list touches');
  }
}
