import type { ByteEvent } from '../../../modules/kafka/byte-event.ts';
import { unpackRecords, type PackedEvent, type UnpackedRecord } from './packed-event.ts';

/** What the function's handler gets: AWS's event, with its bytes as they are when the handler says that it takes them so. */
export function functionEvent(packed: PackedEvent, takesBytes: boolean): object {
  const encode = takesBytes ? withBytes : withText;
  const unpacked = unpackRecords(packed);
  const records: Record<string, object[]> = {};
  for (const { topicPartition, records: count } of packed.parts) {
    const { topic, partition } = topicPartition;
    const own = unpacked.splice(0, count);
    records[`${topic}-${partition}`] = own.map((record) => ({ topic, partition, ...encode(record) }));
  }
  const frame: Omit<ByteEvent, 'encoding'> = JSON.parse(packed.frame);
  return { ...frame, ...(takesBytes && { encoding: 'bytes' }), records };
}

const withBytes = ({ key, value, headers, ...rest }: UnpackedRecord) => ({
  ...rest,
  ...(key !== null && { key }),
  ...(value !== null && { value }),
  headers: headers.map(({ name, value: bytes }) => ({ [name]: bytes })),
});

/** As the JSON of AWS is read. */
const withText = ({ key, value, headers, ...rest }: UnpackedRecord) => ({
  ...rest,
  ...(key !== null && { key: key.toString('base64') }),
  ...(value !== null && { value: value.toString('base64') }),
  headers: headers.map(({ name, value: bytes }) => ({
    [name]: bytes && [...new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)],
  })),
});
