import { facetsOf } from './facets.ts';
import { chosenOf } from './filters.ts';
import { cursorAfter, orderOf } from './order.ts';
import type { SearchQuery } from './query.ts';
import type { Found } from './search.ts';

/**
 * What GET /products answers. Highlights are HTML: matches in <em>, everything else escaped. `next` is what to ask with, as
 * `after`, for the hits behind these; `did_you_mean` what may be searched for instead.
 */
export function searchAnswer(
  query: SearchQuery,
  { result, corrected, proposals }: Found,
  queryId: string,
  tookMs: number,
) {
  const { total, hits } = result.hits;
  const order = orderOf(query.sort, query.name);
  const next = hits.length < query.page_size ? undefined : cursorAfter(order, hits.at(-1)?.sort);
  return {
    query_id: queryId,
    total: total.value,
    took_ms: tookMs,
    page: query.page,
    page_size: query.page_size,
    hits: hits.map(({ _source, _score, highlight }) => ({
      ..._source,
      score: _score ?? null,
      ...(highlight && { highlight }),
    })),
    facets: facetsOf(query, chosenOf(query), result.aggregations),
    ...(next !== undefined && { next }),
    ...(corrected && { corrected }),
    ...(proposals && { did_you_mean: proposals }),
  };
}

export type SearchAnswer = ReturnType<typeof searchAnswer>;
