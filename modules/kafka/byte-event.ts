import { PlatformError } from '../errors/platform-error.ts';
import type { KafkaRecord, RecordHeader } from './record.ts';

/** A record of AWS's event with bytes where JSON has Base64 and lists of numbers, and with its headers as a list. */
export interface ByteRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: string;
  readonly key: Buffer | undefined;
  readonly value: Buffer | undefined;
  readonly headers: readonly RecordHeader[];
}

/**
 * The event of a Kafka event source mapping as an event source gives it to a function in its own process: AWS's, but for
 * its bytes. No JSON is like it, so a function can take both.
 */
export interface ByteEvent {
  readonly eventSource: string;
  readonly encoding: 'bytes';
  readonly records: Readonly<Record<string, readonly ByteRecord[]>>;
}

/** By the mark that AWS's event does not have. */
export const isByteEvent = (event: unknown): event is ByteEvent =>
  typeof event === 'object' && event !== null && 'encoding' in event && event.encoding === 'bytes';

/** The records of the event, in order within each partition. Throws event_invalid when a value of one is no Buffer. */
export const decodeByteEvent = ({ records }: ByteEvent): KafkaRecord[] =>
  Object.values(records).flatMap((list) => list.map((record) => decodeRecord(record)));

function decodeRecord({ topic, partition, offset, timestamp, key, value, headers }: ByteRecord): KafkaRecord {
  return {
    topic,
    partition,
    offset,
    timestamp,
    key: bytesOf(key),
    value: bytesOf(value),
    headers,
  };
}

function bytesOf(field: Buffer | undefined): Buffer | null {
  if (field === undefined) return null;
  if (Buffer.isBuffer(field)) return field;
  throw new PlatformError('event_invalid', 'not an event of a Kafka event source mapping: its records are not bytes');
}
