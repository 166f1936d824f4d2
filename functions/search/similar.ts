import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { findDocuments } from '../../modules/opensearch/find-documents.ts';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import type { RawParameters } from '../../modules/http/request.ts';
import { likeQuery } from '../../modules/product-document/like-query.ts';
import { hitSchema, shownFields, type Hit } from './hit.ts';

const mostSimilar = 50;
const usuallyShown = 10;

export const parametersSchema = onlyParameters(
  { limit: once(wholeNumber(mostSimilar)).default(usuallyShown) },
  'similar products',
);

export type ReadLimit =
  { readonly ok: true; readonly limit: number } | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readLimit(parameters: RawParameters): ReadLimit {
  const result = check(parametersSchema, parameters);
  return result.ok ? { ok: true, limit: result.value.limit } : { ok: false, errors: invalidOf(result.issues) };
}

/**
 * Products like another one (likeQuery), those of its category before others. `index`: those that buyers may find; `products`: where the product is.
 */
export async function findSimilar(
  client: Client,
  { index, products }: { readonly index: string; readonly products: string },
  { id, category, limit }: { readonly id: string; readonly category: string; readonly limit: number },
): Promise<Hit[]> {
  const body = {
    query: {
      bool: {
        must: likeQuery(products, id),
        should: [
          { constant_score: { filter: { term: { category } }, boost: 5 } },
          { constant_score: { filter: { term: { in_stock: true } }, boost: 1 } },
        ],
        must_not: { ids: { values: [id] } },
      },
    },
    sort: [{ _score: 'desc' }, { product_id: 'asc' }],
    size: limit,
    track_total_hits: false,
    _source: shownFields,
    timeout: '2s',
  };
  return (await findDocuments(client, index, body, hitSchema)).documents;
}

/** Of a product as its shop sent it. */
export const categorySchema = z.object({ category: z.string() });
