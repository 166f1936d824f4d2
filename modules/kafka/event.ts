import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { check, issuesText } from '../errors/schema.ts';
import type { KafkaRecord, RecordHeader } from './record.ts';

/** A byte of a header as AWS's Java pollers send it: signed. Unsigned bytes are read, too. */
const isByte = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= -128 && Number(value) <= 255;

/** Looked at as a whole: a schema for each byte took longer than reading the product. */
const isHeaderValue = (value: unknown): boolean => value === null || (Array.isArray(value) && value.every(isByte));

const isHeader = (header: unknown): boolean =>
  typeof header === 'object' && header !== null && Object.values(header).every(isHeaderValue);

/** One object for each header, with its name and its bytes; null is a value that Kafka has as null. */
const headersSchema = z.array(
  z.custom<Readonly<Record<string, readonly number[] | null>>>(isHeader, 'a name with a list of bytes is expected'),
);

const recordSchema = z.object({
  topic: z.string(),
  partition: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  timestamp: z.int(),
  key: z.base64().nullish(),
  value: z.base64().nullish(),
  headers: headersSchema.nullish(),
});

type EventRecord = z.infer<typeof recordSchema>;

/**
 * The event of a Kafka event source mapping, for MSK (`aws:kafka`) and for self-managed Kafka. Records by `topic-partition`.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html#msk-sample-event
 */
const eventSchema = z.object({
  eventSource: z.enum(['aws:kafka', 'SelfManagedKafka']),
  records: z.record(z.string(), z.array(recordSchema)),
});

/** Decodes the event into its records, in order within each partition. Throws event_invalid when it is something else. */
export function decodeKafkaEvent(event: unknown): KafkaRecord[] {
  const result = check(eventSchema, event);
  if (!result.ok) {
    const why = issuesText(result.issues.slice(0, 1), 'event');
    throw new PlatformError('event_invalid', `not an event of a Kafka event source mapping: ${why}`);
  }
  return Object.values(result.value.records).flatMap((records) => records.map((record) => decodeRecord(record)));
}

function decodeRecord({ key, value, headers, ...rest }: EventRecord): KafkaRecord {
  return { ...rest, key: fromBase64(key), value: fromBase64(value), headers: decodeHeaders(headers) };
}

const fromBase64 = (text: string | null | undefined): Buffer | null =>
  text === null || text === undefined ? null : Buffer.from(text, 'base64');

const decodeHeaders = (headers: EventRecord['headers']): RecordHeader[] =>
  (headers ?? []).flatMap((header) =>
    Object.entries(header).map(([name, bytes]) => ({ name, value: bytes && Buffer.from(bytes) })),
  );
