import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { recommendationsApplication, type Query } from '../../modules/ubi/query.ts';
import type { RecommendAnswer } from './answer.ts';

/**
 * The record of `client_queries` for recommendations that were shown, keyed by the user: what is clicked names its query_id,
 * so that ways to recommend can be compared. `query_attributes.algorithms` says which way each of the hits came, in their order.
 */
export function queryRecord(answer: RecommendAnswer, responseId: string, at: number): OutgoingRecord {
  const { user_id, query_id, variant, items } = answer;
  const record: Query = {
    application: recommendationsApplication,
    query_id,
    client_id: user_id,
    user_id,
    user_query: '',
    query_attributes: { variant, algorithms: items.map(({ algorithm }) => algorithm), total: items.length },
    object_id_field: 'product_id',
    timestamp: new Date(at).toISOString(),
    query_response_id: responseId,
    query_response_hit_ids: items.map(({ product_id }) => product_id),
  };
  return { topic: 'client_queries', key: user_id, value: JSON.stringify(record) };
}
