import { facetAggregations } from './facets.ts';
import { alwaysApplied, chosenOf, clausesWithout } from './filters.ts';
import { shownFields } from './hit.ts';
import { orderOf, sortBy } from './order.ts';
import type { SearchQuery } from './query.ts';
import { namedQuery, textQuery } from './text.ts';

/** Milliseconds after which OpenSearch answers with what it has; such an answer is not passed on. */
export const searchTimeout = '2s';

/** The body of a search. `popular`: ids of the most popular products in their order. */
export function buildSearch(query: SearchQuery, text: string, popular: readonly string[] = []): object {
  const { sort, after, page, page_size } = query;
  const chosen = chosenOf(query);
  return {
    query: { bool: { must: text === '' ? [] : [textQuery(text, popular)], filter: alwaysApplied(query) } },
    post_filter: { bool: { filter: clausesWithout(chosen) } },
    aggs: {
      ...facetAggregations(query, chosen),
      named: { filter: text === '' ? { match_all: {} } : namedQuery(text) },
    },
    sort: sortBy(orderOf(sort, text), popular),
    track_scores: text !== '',
    track_total_hits: true,
    ...(after === undefined ? { from: (page - 1) * page_size } : { search_after: after.values }),
    size: page_size,
    _source: shownFields,
    timeout: searchTimeout,
    ...(text !== '' && { highlight }),
  };
}

/** Matches in <em>; the rest is escaped, as shops' texts are not to be trusted as HTML. */
const highlight = {
  encoder: 'html',
  // Longer texts would make the whole search fail (index.highlight.max_analyzed_offset).
  max_analyzer_offset: 100_000,
  fields: { name: { number_of_fragments: 0 }, description: { number_of_fragments: 1, fragment_size: 160 } },
};
