import { headersOf, type KafkaMessage } from '../../../modules/kafka/library.ts';
import type { RecordHeader } from '../../../modules/kafka/record.ts';
import { timestampType, type KafkaEvent, type TopicPartition } from '../event.ts';

/**
 * An event on its way to another thread: the bytes of all records in one memory, which is handed over and not copied, and
 * numbers that say where each begins. A message port would copy whatever a record's buffer is a part of.
 */
export interface PackedEvent {
  /** The event as JSON, without its records. */
  readonly frame: string;
  /** The partitions of the records, and how many of them each has, in their order. */
  readonly parts: readonly { readonly topicPartition: TopicPartition; readonly records: number }[];
  /** Keys, values and values of headers, one behind the other. */
  readonly bytes: ArrayBuffer;
  /** Of each record: offset, timestamp, type of timestamp, length of key and of value, headers, and of each header its name and length. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Names of headers, each once. */
  readonly names: readonly string[];
}

/** The length of a key or a value that is none, also of a header. */
const none = -1;

export function packEvent({ envelope, parts: eventParts }: KafkaEvent): PackedEvent {
  const names = new Map<string, number>();
  const numbers: number[] = [];
  const parts: Buffer[] = [];
  const add = (part: Buffer | null): number => {
    if (part === null) return none;
    parts.push(part);
    return part.length;
  };
  for (const message of eventParts.flatMap(({ messages }) => messages)) {
    const headers = headersOf(message);
    const logAppendTime = Number(timestampType(message) === 'LOG_APPEND_TIME');
    numbers.push(Number(message.offset), Number(message.timestamp), logAppendTime);
    numbers.push(add(message.key), add(message.value), headers.length);
    for (const { name, value } of headers) {
      if (!names.has(name)) names.set(name, names.size);
      numbers.push(names.get(name) ?? none, add(value));
    }
  }
  const frame = envelope.head + envelope.tail;
  return {
    frame,
    parts: eventParts.map(({ topicPartition, messages }) => ({ topicPartition, records: messages.length })),
    bytes: joined(parts),
    numbers: Float64Array.from(numbers),
    names: [...names.keys()],
  };
}

/** Memory of its own: a Buffer may be a part of a pool that others use. */
function joined(parts: readonly Buffer[]): ArrayBuffer {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.buffer;
}

/** A record as it was before it was packed. */
export type UnpackedRecord = Pick<KafkaMessage, 'key' | 'value'> & {
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: string;
  readonly headers: readonly RecordHeader[];
};

/** The records of an event in order, each a view of the one memory. */
export function unpackRecords({ bytes, numbers, names }: PackedEvent): UnpackedRecord[] {
  let index = 0;
  let at = 0;
  const number = (): number => numbers[index++] ?? none;
  const part = (length: number): Buffer => Buffer.from(bytes, (at += length) - length, length);
  const optionalPart = (length: number): Buffer | null => (length === none ? null : part(length));
  const records: UnpackedRecord[] = [];
  while (index < numbers.length) {
    const [offset, timestamp] = [number(), number()];
    const timestampName = number() === 1 ? 'LOG_APPEND_TIME' : 'CREATE_TIME';
    const [keyLength, valueLength, headerCount] = [number(), number(), number()];
    const [key, value] = [optionalPart(keyLength), optionalPart(valueLength)];
    const headers: RecordHeader[] = [];
    for (let header = 0; header < headerCount; header++)
      headers.push({ name: names[number()] ?? '', value: optionalPart(number()) });
    records.push({ offset, timestamp, timestampType: timestampName, key, value, headers });
  }
  return records;
}
