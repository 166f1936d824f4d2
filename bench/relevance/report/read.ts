import type { Client } from '@opensearch-project/opensearch';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';
import { eventSchema, responseOf, searchSchema, type Response, type SearchRecord } from './response.ts';

/** Epoch milliseconds: from the first to before the second. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Searches that are read at once, with what was done after them. */
const usualPageSize = 500;
/** OpenSearch answers with no more: twenty things that were done for each search. */
const mostEvents = 10_000;
const order = [{ timestamp: 'asc' }, { query_id: 'asc' }];

/** The answers of a period, in the order of time. `index`: `client_queries`, or one like it. */
export async function* readResponses(
  client: Client,
  index: string,
  { from, to }: Period,
  pageSize: number = usualPageSize,
): AsyncGenerator<Response> {
  const query = {
    bool: {
      filter: [
        { exists: { field: 'query_response_id' } },
        { range: { timestamp: { gte: from, lt: to, format: 'epoch_millis' } } },
      ],
    },
  };
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const body = { query, size: pageSize, sort: [...order], ...(after && { search_after: after }) };
    const { documents: searches } = await findDocuments(client, index, body, searchSchema);
    const last = searches.at(-1);
    if (last === undefined) return;
    after = [Date.parse(last.timestamp), last.query_id];
    yield* await withEvents(client, index, searches);
  }
}

async function withEvents(client: Client, index: string, searches: readonly SearchRecord[]): Promise<Response[]> {
  const ids = searches.map(({ query_id }) => query_id);
  const query = { bool: { filter: [{ terms: { query_id: ids } }, { exists: { field: 'action_name' } }] } };
  const body = { query, size: mostEvents, sort: [{ timestamp: 'asc' }] };
  const { documents: events } = await findDocuments(client, index, body, eventSchema);
  const byQuery = Map.groupBy(events, ({ query_id }) => query_id);
  return searches.map((search) => responseOf(search, byQuery.get(search.query_id) ?? []));
}
