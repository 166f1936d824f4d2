/** A metric of the platform as Prometheus knows it: help and labels. Each is a gauge: what is counted may become less again. */
interface Definition {
  readonly help: string;
  readonly labels?: readonly string[];
}

/** Systems that the platform stands on. */
export const systems = ['kafka', 'opensearch', 'hdfs'] as const;

export type System = (typeof systems)[number];

/**
 * Every metric of GET /metrics. Names and units follow https://prometheus.io/docs/practices/naming/; values of labels are
 * bounded: systems, groups, topics and indices are declared in this repository, rules and categories are the biggest ones.
 */
export const definitions = {
  marketplace_up: { help: '1 when the system answered this scrape, else 0.', labels: ['system'] },
  marketplace_consumer_lag_records: {
    help: 'Records of the topic that the group has not committed as processed, also when nobody is in the group.',
    labels: ['group', 'topic'],
  },
  marketplace_under_replicated_partitions: {
    help: "Partitions of the platform's topics with fewer replicas in sync than they have.",
  },
  marketplace_offline_partitions: {
    help: "Partitions of the platform's topics without a leader; at least so many.",
  },
  marketplace_dead_letters_waiting: {
    help: 'Records in dead_letters that retention has not removed yet.',
  },
  marketplace_opensearch_status: {
    help: '1 for the status that the cluster has, else 0.',
    labels: ['status'],
  },
  marketplace_index_documents: { help: 'Documents that can be found in the index.', labels: ['index'] },
  marketplace_index_size_bytes: { help: 'Size of the primary shards of the index.', labels: ['index'] },
  marketplace_rejected_products: {
    help: 'Products rejected at present by the rule; rules beyond the 20 most frequent ones count as other.',
    labels: ['rule'],
  },
  marketplace_category_products: {
    help: 'Products of the category that buyers can find; of the 20 biggest categories.',
    labels: ['category'],
  },
  marketplace_category_in_stock_ratio: {
    help: "Share of the category's products that are in stock; of the 20 biggest categories.",
    labels: ['category'],
  },
  marketplace_category_average_price: {
    help: 'Average price in the currency that most products of the category have; of the 20 biggest categories.',
    labels: ['category', 'currency'],
  },
  marketplace_newest_change_timestamp_seconds: {
    help: "When the newest change that buyers can find was made, by the shop's clock.",
  },
  marketplace_freshness_seconds: {
    help: 'Time since the newest change that buyers can find; grows while no shop sends any.',
  },
  marketplace_hdfs_safe_mode: { help: '1 while HDFS can be read but takes no writes, else 0.' },
  marketplace_last_analysis_timestamp_seconds: {
    help: 'When the last complete analysis was published; missing before the first one.',
  },
  marketplace_searches: { help: 'Searches in client_queries, where old ones are forgotten.' },
  marketplace_searches_without_results: { help: 'Of these, searches that found nothing.' },
} as const satisfies Readonly<Record<string, Definition>>;

export type MetricName = keyof typeof definitions;

/** One value of one series. */
export interface Sample {
  readonly name: MetricName;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}
