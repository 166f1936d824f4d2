import { majorUnits } from './build.ts';
import type { SearchQuery } from './query.ts';
import type { Found } from './search.ts';

/** What GET /products answers. Highlights are HTML: matches in <em>, everything else escaped. */
export function searchAnswer(query: SearchQuery, { result, corrected }: Found, queryId: string, tookMs: number) {
  const { category, brand, price } = result.aggregations;
  return {
    query_id: queryId,
    total: result.hits.total.value,
    took_ms: tookMs,
    page: query.page,
    page_size: query.page_size,
    hits: result.hits.hits.map(({ _source, _score, highlight }) => ({
      ..._source,
      score: _score ?? null,
      ...(highlight && { highlight }),
    })),
    facets: {
      category: category.values.buckets.map(({ key, doc_count }) => ({ value: key, count: doc_count })),
      brand: brand.values.buckets.map(({ key, doc_count }) => ({ value: key, count: doc_count })),
      price: price.values.ranges.buckets.map(({ from, to, doc_count }) => ({
        ...(from !== undefined && { from: majorUnits(from, query) }),
        ...(to !== undefined && { to: majorUnits(to, query) }),
        count: doc_count,
      })),
    },
    ...(corrected && { corrected }),
  };
}

export type SearchAnswer = ReturnType<typeof searchAnswer>;
