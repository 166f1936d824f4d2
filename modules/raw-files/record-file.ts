import type { SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import type { KafkaRecord } from '../kafka/record.ts';
import { zstdCompressor } from '../parquet/zstd.ts';

const required = 'REQUIRED';
const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

/** The columns of a raw file. Bytes of keys, values and headers stand as they came; a value without bytes is a tombstone. */
const recordSchema: SchemaElement[] = [
  { name: 'record', num_children: 7 },
  { name: 'topic', ...text, repetition_type: required },
  { name: 'partition', type: 'INT32', repetition_type: required },
  { name: 'offset', type: 'INT64', repetition_type: required },
  {
    name: 'timestamp',
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    repetition_type: required,
  },
  { name: 'key', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'value', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  {
    name: 'headers',
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
    num_children: 1,
    repetition_type: required,
  },
  { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
  { name: 'element', num_children: 2, repetition_type: required },
  { name: 'name', ...text, repetition_type: required },
  // Older files have it as required, and an empty value where Kafka had null.
  { name: 'value', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
];

/** Compares what a query may ask for; the least and greatest value of a product's JSON says nothing and costs time. */
const opaque = { statistics: false } as const;

/** Records as one Parquet file with one row group, its metadata with it. */
export function recordFile(records: readonly KafkaRecord[], metadata: Readonly<Record<string, string>>): Buffer {
  const bytes = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
  const writer = new ByteWriter(bytes + 64 * 1024);
  void parquetWrite({
    writer,
    schema: recordSchema,
    codec: 'ZSTD',
    compressors: zstdCompressor,
    rowGroupSize: records.length,
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'marketplace-analytics',
    columnData: [
      { name: 'topic', data: records.map(({ topic }) => topic) },
      { name: 'partition', data: Int32Array.from(records, ({ partition }) => partition) },
      {
        name: 'offset',
        data: BigInt64Array.from(records, ({ offset }) => BigInt(offset)),
        encoding: 'DELTA_BINARY_PACKED',
      },
      { name: 'timestamp', data: BigInt64Array.from(records, ({ timestamp }) => BigInt(timestamp)) },
      { name: 'key', data: records.map(({ key }) => key), encoding: 'PLAIN' },
      { name: 'value', data: records.map(({ value }) => value), encoding: 'PLAIN', ...opaque },
      { name: 'headers', data: records.map(({ headers }) => headers), ...opaque },
    ],
  });
  return Buffer.from(writer.getBytes());
}
