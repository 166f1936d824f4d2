import type { FunctionName } from '../../modules/platform/function-names.ts';
import type { Topic } from '../../modules/platform/topics.ts';

/** Where a thing stands: its column and its row. */
export type Place = readonly [column: number, row: number];

/** The type check asks for the place of a new topic and of a new function. */
export const topicPlaces: Readonly<Record<Topic, Place>> = {
  products: [2, 0],
  filtered_products: [4, 0],
  catalog_changes: [6, 0],
  category_stats: [8, 0],
  rejected_products: [4, 1],
  banned_products: [2, 2],
  ban_sweeps: [4, 2],
  ban_history: [4, 3],
  dead_letters: [4, 4],
  client_queries: [2, 5],
  category_analytics: [6, 5],
  recommendations: [6, 6],
};

export const functionPlaces: Readonly<Record<FunctionName, Place>> = {
  filter: [3, 0],
  index: [5, 0],
  aggregate: [7, 0],
  intake: [1, 1],
  bans: [1, 2],
  sweep: [3, 2],
  audit: [3, 3],
  events: [1, 4],
  search: [1, 5],
  recommend: [1, 6],
  categories: [1, 7],
  openapi: [1, 8],
  archive: [3, 5],
  analytics: [5, 5],
  metrics: [3, 8],
  notify: [5, 7],
};

/** What else there is. */
export const otherPlaces = {
  shop: [0, 0],
  'shop without Kafka': [0, 1],
  moderator: [0, 2],
  buyer: [0, 5],
  OpenSearch: [6, 2],
  HDFS: [4, 5],
  'CloudWatch, SNS': [4, 7],
  Prometheus: [4, 8],
  Alertmanager: [5, 8],
  Telegram: [6, 8],
  'on duty': [7, 8],
} as const satisfies Readonly<Record<string, Place>>;

export type OtherName = keyof typeof otherPlaces;
