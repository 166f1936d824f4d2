import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { findDocuments } from '../../modules/opensearch/find-documents.ts';
import { actions } from '../../modules/ubi/action.ts';
import { recommendationsApplication } from '../../modules/ubi/query.ts';
import { Summary, type RecommendReport } from './summarize.ts';

/** Answers that are read at once, and what came of them at most: index.max_result_window. */
const portion = 500;
const maxResponses = 10_000;

const shownSchema = z
  .object({
    query_id: z.string(),
    user_id: z.string(),
    timestamp: z.string(),
    query_attributes: z.object({ variant: z.string(), algorithms: z.array(z.string()) }),
    query_response_hit_ids: z.array(z.string()),
  })
  .transform(({ query_id, user_id, timestamp, query_attributes: { variant, algorithms }, query_response_hit_ids }) => ({
    queryId: query_id,
    userId: user_id,
    timestamp,
    variant,
    items: query_response_hit_ids.map((productId, place) => ({ productId, algorithm: algorithms[place] ?? '' })),
  }));

const responseSchema = z
  .object({
    query_id: z.string(),
    action_name: z.string(),
    event_attributes: z.object({ object: z.object({ object_id: z.string() }) }),
  })
  .transform(({ query_id, action_name, event_attributes }) => ({
    queryId: query_id,
    action: action_name,
    productId: event_attributes.object.object_id,
  }));

/** What came of the recommendations that were shown since a moment (epoch milliseconds), by variant and by algorithm. */
export async function readReport(client: Client, index: string, since: number): Promise<RecommendReport> {
  const summary = new Summary();
  let after: { readonly timestamp: string; readonly queryId: string } | undefined;
  for (;;) {
    const { documents } = await findDocuments(
      client,
      index,
      {
        size: portion,
        query: {
          bool: {
            filter: [
              { term: { application: recommendationsApplication } },
              { range: { timestamp: { gte: new Date(since).toISOString() } } },
            ],
          },
        },
        sort: [{ timestamp: 'asc' }, { query_id: 'asc' }],
        ...(after && { search_after: [Date.parse(after.timestamp), after.queryId] }),
      },
      shownSchema,
    );
    if (documents.length === 0) return summary.report();
    const ids = documents.map(({ queryId }) => queryId);
    const filter = [{ terms: { query_id: ids } }, { terms: { action_name: actions } }];
    const responses = await findDocuments(
      client,
      index,
      { size: maxResponses, query: { bool: { filter } } },
      responseSchema,
    );
    summary.add(documents, responses.documents);
    after = documents.at(-1);
  }
}
