/** A record as a function receives it, decoded from the Lambda event of a Kafka event source mapping. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Epoch milliseconds: when the producer created the record. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  /** null is a tombstone. */
  readonly value: Buffer | null;
  /** By name; the last value wins when a name repeats. */
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** A record to be published. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string>>;
  /** Epoch milliseconds; the moment of sending without it. Only for what happened at another time than it is sent. */
  readonly timestamp?: number;
}

/** Publishes records so that an acknowledged one is not lost; see publish.ts. */
export interface Publisher {
  /** Resolves when every record is on all in-sync replicas; rejects with a PlatformError otherwise. */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Header names of the platform, each written once. */
export const header = {
  /** Version of the product, epoch milliseconds in decimal; without it the record's timestamp is the version. */
  version: 'version',
  /** Version of the ban list that a record was judged under. */
  banListVersion: 'ban_list_version',
  /** What the filter decided, on records of `filtered_products`: allowed, rejected or withdrawn. */
  verdict: 'verdict',
  /** On dead letters: where the record came from, who gave up on it, and why. */
  topic: 'topic',
  partition: 'partition',
  offset: 'offset',
  function: 'function',
  errorCode: 'error_code',
  errorMessage: 'error_message',
} as const;
