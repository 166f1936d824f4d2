import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { findDocuments } from '../../modules/opensearch/find-documents.ts';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import type { RawParameters } from '../../modules/http/request.ts';
import { hitSchema, shownFields, type Hit } from './hit.ts';

const mostSimilar = 50;
const usuallyShown = 10;

const parametersSchema = onlyParameters(
  { limit: once(wholeNumber(mostSimilar)).default(usuallyShown) },
  'similar products',
);

export type ReadLimit =
  { readonly ok: true; readonly limit: number } | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readLimit(parameters: RawParameters): ReadLimit {
  const result = check(parametersSchema, parameters);
  return result.ok ? { ok: true, limit: result.value.limit } : { ok: false, errors: invalidOf(result.issues) };
}

const fields = ['name', 'tags.text', 'brand.text'];

/**
 * Products whose names, tags and brands have words in common with those of a product, the rarer the better, and of its category
 * before others. `index`: those that buyers may find; `products`: where the product is.
 */
export async function findSimilar(
  client: Client,
  { index, products }: { readonly index: string; readonly products: string },
  { id, category, limit }: { readonly id: string; readonly category: string; readonly limit: number },
): Promise<Hit[]> {
  const like = {
    fields,
    like: [{ _index: products, _id: id }],
    min_term_freq: 1,
    min_doc_freq: 2,
    max_query_terms: 15,
  };
  const body = {
    query: {
      bool: {
        must: { more_like_this: { ...like, minimum_should_match: '15%' } },
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
