import { keyword, lenientDate, stemmedText } from './field.ts';

/** What buyers searched for and did: User Behavior Insights 1.3 (https://github.com/o19s/ubi), queries and events. */
export const clientQueries = {
  dynamic: false,
  properties: {
    application: keyword,
    query_id: keyword,
    client_id: keyword,
    user_id: keyword,
    session_id: keyword,
    user_query: { ...stemmedText, fields: { keyword } },
    query_attributes: {
      properties: {
        category: keyword,
        brand: keyword,
        sort: keyword,
        page: { type: 'integer' },
        total: { type: 'long' },
      },
    },
    object_id_field: keyword,
    query_response_id: keyword,
    query_response_hit_ids: keyword,
    action_name: keyword,
    timestamp: lenientDate,
  },
};
