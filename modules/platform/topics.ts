import { keysOf } from '../objects/entries.ts';

const hour = 3_600_000;
const day = 24 * hour;
const MiB = 1024 * 1024;

/** Settings of one topic; replication factor and min.insync.replicas are the same for all. */
export interface TopicSettings {
  readonly partitions: number;
  readonly cleanup: 'compact' | 'delete';
  /**
   * Codec of what the brokers store: `producer` leaves a batch as it was sent, and everything that polls for functions reads
   * every codec. What functions read themselves is written anew in one that needs no native code.
   */
  readonly compression: 'producer' | 'zstd';
  /** Milliseconds, -1 is for ever; only for clean-up by deletion. */
  readonly retention?: number;
  /** How long a compacted topic keeps tombstones, in milliseconds; Kafka's own default is a day. */
  readonly tombstoneRetention?: number;
  /**
   * How long at least a compacted topic keeps every record of a key, in milliseconds; by Kafka's own default only the latest is
   * sure to be there.
   */
  readonly compactionLag?: number;
  /** Largest record batch in bytes. */
  readonly maxMessageBytes: number;
}

/** A shop's record may have 1 MiB; key, headers and batch overhead come on top. */
const shopRecord = MiB + 64 * 1024;
/** What carries a whole shop record plus reasons or error headers. */
const wrappedRecord = 2 * MiB + 64 * 1024;

/** The largest value that a shop may send, in bytes. */
export const maxProductBytes = MiB;

/** Every topic of the platform: the one declaration that provisioning, the stack and the tests read. */
export const topics = {
  products: {
    partitions: 6,
    cleanup: 'delete',
    compression: 'producer',
    retention: 7 * day,
    maxMessageBytes: shopRecord,
  },
  filtered_products: {
    partitions: 6,
    cleanup: 'compact',
    compression: 'producer',
    // They are rejections and withdrawals: who fills an index anew needs them.
    tombstoneRetention: 30 * day,
    maxMessageBytes: wrappedRecord,
  },
  rejected_products: {
    partitions: 6,
    cleanup: 'delete',
    compression: 'producer',
    retention: 30 * day,
    maxMessageBytes: wrappedRecord,
  },
  /** One partition: its offset orders the rules, and its end offset is the version of the ban list. */
  banned_products: {
    partitions: 1,
    cleanup: 'compact',
    compression: 'zstd',
    // Every change, not only the last of a rule, stays until the function audit has had it.
    compactionLag: day,
    maxMessageBytes: MiB,
  },
  /** Every change of the ban list, for ever: who, when, what and why. In the order of the list, so one partition. */
  ban_history: { partitions: 1, cleanup: 'delete', compression: 'zstd', retention: -1, maxMessageBytes: wrappedRecord },
  /** Steps of sweeps: each says what the next one goes on from. */
  ban_sweeps: { partitions: 1, cleanup: 'delete', compression: 'producer', retention: 7 * day, maxMessageBytes: MiB },
  /**
   * Categories whose figures have to be computed anew. One partition: every batch of products touches many categories, so
   * telling them costs one request instead of six, and those of a window are counted in one search.
   */
  catalog_changes: { partitions: 1, cleanup: 'delete', compression: 'producer', retention: day, maxMessageBytes: MiB },
  category_stats: { partitions: 6, cleanup: 'compact', compression: 'producer', maxMessageBytes: MiB },
  client_queries: {
    partitions: 6,
    cleanup: 'delete',
    compression: 'producer',
    retention: 30 * day,
    maxMessageBytes: MiB,
  },
  category_analytics: { partitions: 6, cleanup: 'compact', compression: 'producer', maxMessageBytes: MiB },
  recommendations: { partitions: 6, cleanup: 'compact', compression: 'producer', maxMessageBytes: MiB },
  dead_letters: {
    partitions: 6,
    cleanup: 'delete',
    compression: 'producer',
    retention: 14 * day,
    maxMessageBytes: wrappedRecord,
  },
} as const satisfies Record<string, TopicSettings>;

export type Topic = keyof typeof topics;

export const topicNames: readonly Topic[] = keysOf(topics);
