import type { ByteEvent, ByteRecord } from '../../../modules/kafka/byte-event.ts';
import type { TopicPartition } from '../event.ts';
import { unpackRecords, type PackedEvent, type UnpackedRecord } from './packed-event.ts';

/** What the function's handler gets: AWS's event, with its bytes as they are when the handler says that it takes them so. */
export function functionEvent(packed: PackedEvent, takesBytes: boolean): object {
  const encode = takesBytes ? withBytes : withText;
  const unpacked = unpackRecords(packed);
  const records: Record<string, object[]> = {};
  for (const { topicPartition, records: count } of packed.parts) {
    const { topic, partition } = topicPartition;
    const own = unpacked.splice(0, count);
    records[`${topic}-${partition}`] = own.map((record) => encode(topicPartition, record));
  }
  const frame: Omit<ByteEvent, 'encoding'> = JSON.parse(packed.frame);
  return { ...frame, ...(takesBytes && { encoding: 'bytes' }), records };
}

/** Field by field: it is done for every record, and a spread takes several times as long. */
const withBytes = (from: TopicPartition, record: UnpackedRecord): ByteRecord => ({
  topic: from.topic,
  partition: from.partition,
  offset: record.offset,
  timestamp: record.timestamp,
  timestampType: record.timestampType,
  key: record.key ?? undefined,
  value: record.value ?? undefined,
  headers: record.headers,
});

/** As the JSON of AWS is read. */
const withText = ({ topic, partition }: TopicPartition, { key, value, headers, ...rest }: UnpackedRecord) => ({
  topic,
  partition,
  ...rest,
  ...(key !== null && { key: key.toString('base64') }),
  ...(value !== null && { value: value.toString('base64') }),
  headers: headers.map(({ name, value: bytes }) => ({
    [name]: bytes && [...new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)],
  })),
});
