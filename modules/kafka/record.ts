/** A header of a record. A name may stand several times, and a null value is not an empty one. */
export interface RecordHeader {
  readonly name: string;
  readonly value: Buffer | null;
}

/** A header to be published. */
export interface OutgoingHeader {
  readonly name: string;
  readonly value: Buffer | string | null;
}

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
  /** In their order; headers.ts reads one by its name. */
  readonly headers: readonly RecordHeader[];
}

/** A record to be published. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: readonly OutgoingHeader[];
  /** Epoch milliseconds; the moment of sending without it. Only for what happened at another time than it is sent. */
  readonly timestamp?: number;
}

/** Publishes records so that an acknowledged one is not lost; see publish.ts. */
export interface Publisher {
  /** Resolves when every record is on all in-sync replicas; rejects with a PlatformError otherwise. */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A publisher for those whom others wait for while they publish: it can be made ready beforehand, and tells where records stand. */
export interface ReadyPublisher extends Publisher {
  /** Connects and learns of these topics, as publish does otherwise. Rejects with a PlatformError. */
  connect(topics: readonly string[]): Promise<void>;
  /** Publishes, and resolves to the offsets that the records have then, each in its partition. */
  append(records: readonly OutgoingRecord[]): Promise<readonly number[]>;
}
