import { headersOf, type KafkaMessage } from '../../modules/kafka/library.ts';
import { encodeName, timestampType, type TopicPartition } from './event.ts';

/** Characters of each byte as a signed number. */
const digits = Uint8Array.from({ length: 256 }, (_, byte) => String(byte > 127 ? byte - 256 : byte).length);

const withoutFields = '{"topic":"","partition":,"offset":,"timestamp":,"timestampType":"","headers":[]}'.length;
const keyField = '"key":"",'.length;
const valueField = '"value":"",'.length;

/** Bytes that a record has in an event, told without encoding it: batches end where they end on AWS, whoever takes them. */
export function encodedSize({ topic, partition }: TopicPartition, message: KafkaMessage): number {
  const { key, value, offset, timestamp } = message;
  return (
    withoutFields +
    topic.length +
    String(partition).length +
    offset.length +
    timestamp.length +
    timestampType(message).length +
    (key === null ? 0 : keyField + base64Size(key)) +
    (value === null ? 0 : valueField + base64Size(value)) +
    headersSize(message)
  );
}

const base64Size = ({ length }: Buffer): number => 4 * Math.ceil(length / 3);

function listSize(bytes: Buffer): number {
  let size = '[]'.length + Math.max(0, bytes.length - 1);
  for (const byte of bytes) size += digits[byte] ?? 0;
  return size;
}

/** Records of a topic have the same few names. */
const nameSizes = new Map<string, number>();
const mostNames = 1_000;

function nameSize(name: string): number {
  const known = nameSizes.get(name);
  if (known !== undefined) return known;
  const size = encodeName(name).length;
  if (nameSizes.size < mostNames) nameSizes.set(name, size);
  return size;
}

function headersSize(message: KafkaMessage): number {
  let size = 0;
  for (const { name, value } of headersOf(message)) {
    if (size > 0) size += 1;
    size += '{:}'.length + nameSize(name) + (value === null ? 'null'.length : listSize(value));
  }
  return size;
}
