import type { OutgoingHeader, OutgoingRecord } from './record.ts';

/** Upper bounds of what the format adds: https://kafka.apache.org/documentation/#recordbatch */
const overhead = { batch: 80, record: 40, header: 10 };

/** Bytes of a record batch without records. */
export const batchOverhead = overhead.batch;

/** Bytes of a record inside a batch that is not compressed, at most. */
export function recordBytes({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): number {
  return overhead.record + byteLength(key) + byteLength(value) + headerBytes(headers);
}

export function headerBytes(headers: readonly OutgoingHeader[] = []): number {
  let bytes = 0;
  for (const { name, value } of headers) bytes += overhead.header + Buffer.byteLength(name) + byteLength(value);
  return bytes;
}

const byteLength = (content: Buffer | string | null): number =>
  content === null ? 0 : typeof content === 'string' ? Buffer.byteLength(content) : content.length;
