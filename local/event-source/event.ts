import { headersOf, type KafkaMessage } from '../../modules/kafka/library.ts';
import type { EventSource } from './mapping.ts';

/** What surrounds the parts of an event: everything but them. */
export interface Envelope {
  readonly head: string;
  readonly tail: string;
}

/**
 * The frame of the event that AWS sends.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html, https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
export function envelope(source: EventSource, bootstrapServers: readonly string[]): Envelope {
  const origin =
    source.kind === 'msk'
      ? { eventSource: 'aws:kafka', eventSourceArn: source.clusterArn }
      : { eventSource: 'SelfManagedKafka' };
  const frame = ascii(JSON.stringify({ ...origin, bootstrapServers: bootstrapServers.join(',') }));
  return { head: `${frame.slice(0, -1)},"records":{`, tail: '}}' };
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Records of one partition, as Kafka has them. */
export interface EventPart {
  readonly topicPartition: TopicPartition;
  readonly messages: readonly KafkaMessage[];
}

/** What one invocation is about: records of one partition or several. */
export interface KafkaEvent {
  readonly envelope: Envelope;
  readonly parts: readonly EventPart[];
}

/** The event as AWS sends it. */
export function encodeEvent({ envelope: { head, tail }, parts }: KafkaEvent): Buffer {
  const list = parts.flatMap((part, index) => [...(index === 0 ? [] : [comma]), ...encodePart(part)]);
  return Buffer.concat([Buffer.from(head), ...list, Buffer.from(tail)]);
}

function encodePart({ topicPartition, messages }: EventPart): Buffer[] {
  const list = messages.flatMap((message, index) => {
    const record = encodeRecord(topicPartition, message);
    return index === 0 ? [record] : [comma, record];
  });
  return [Buffer.from(opening(topicPartition)), ...list, closing];
}

const opening = ({ topic, partition }: TopicPartition): string => `${ascii(JSON.stringify(`${topic}-${partition}`))}:[`;
const closing = Buffer.from(']');
const comma = Buffer.from(',');

/** Bytes that a part has in an event, with so many records of so many bytes together, and with a comma behind it. */
export const partSize = (topicPartition: TopicPartition, records: number, bytes: number): number =>
  opening(topicPartition).length + bytes + Math.max(0, records - 1) + closing.length + comma.length;

/**
 * One record as JSON. Written by hand because it is done for every record: it takes half of the time of JSON.stringify over
 * objects, and bytes outside of the heap spare the garbage collector. A null key or value has no field, as AWS sends it.
 */
export function encodeRecord({ topic, partition }: TopicPartition, message: KafkaMessage): Buffer {
  const key = message.key === null ? '' : `"key":"${message.key.toString('base64')}",`;
  const value = message.value === null ? '' : `"value":"${message.value.toString('base64')}",`;
  return Buffer.from(
    `{"topic":"${topic}","partition":${partition},"offset":${message.offset},"timestamp":${message.timestamp},` +
      `"timestampType":"${timestampType(message)}",${key}${value}"headers":[${encodeHeaders(message)}]}`,
    'latin1',
  );
}

/**
 * A list of {name: bytes}, one for each header; bytes are signed because AWS's pollers are written in Java. What AWS makes of a
 * null value is not documented: it is null here, since an empty value has an empty list.
 */
const encodeHeaders = (message: KafkaMessage): string =>
  headersOf(message)
    .map(({ name, value }) => `{${encodeName(name)}:${value === null ? 'null' : `[${signedBytes(value)}]`}}`)
    .join(',');

export const encodeName = (name: string): string => ascii(JSON.stringify(name));

const signedBytes = (bytes: Buffer): string => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length).join(',');

/** Bit 3 of a record batch's attributes, which kafkajs hands on without typing it. */
export function timestampType(message: KafkaMessage): 'CREATE_TIME' | 'LOG_APPEND_TIME' {
  const context: unknown = 'batchContext' in message ? message.batchContext : undefined;
  const logAppendTime =
    typeof context === 'object' && context !== null && 'timestampType' in context && context.timestampType === 1;
  return logAppendTime ? 'LOG_APPEND_TIME' : 'CREATE_TIME';
}

/** Escapes everything else, so that one character is one byte. */
const ascii = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
