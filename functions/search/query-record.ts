import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { searchApplication, type Query } from '../../modules/ubi/query.ts';
import type { SearchAnswer } from './answer.ts';
import type { SearchQuery } from './query.ts';

/** What a search has beside the query and its answer. */
export interface Circumstances {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Id of the response, and of the client when it gave none. */
  readonly newId: () => string;
}

/** The record of `client_queries` for a search that was answered, keyed by the user as far as one is known. */
export function queryRecord(query: SearchQuery, answer: SearchAnswer, { at, newId }: Circumstances): OutgoingRecord {
  const { name, user_id, session_id, ...attributes } = query;
  const client = session_id ?? user_id ?? newId();
  const record: Query = {
    application: searchApplication,
    query_id: answer.query_id,
    client_id: client,
    ...(user_id !== undefined && { user_id }),
    ...(session_id !== undefined && { session_id }),
    user_query: name,
    query_attributes: {
      ...attributes,
      total: answer.total,
      took_ms: answer.took_ms,
      ...(answer.corrected && { corrected: answer.corrected }),
      ...(answer.did_you_mean && { did_you_mean: answer.did_you_mean }),
    },
    object_id_field: 'product_id',
    timestamp: new Date(at).toISOString(),
    query_response_id: newId(),
    query_response_hit_ids: answer.hits.map(({ product_id }) => product_id),
  };
  return { topic: 'client_queries', key: user_id ?? client, value: JSON.stringify(record) };
}
