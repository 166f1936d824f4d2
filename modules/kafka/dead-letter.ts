import type { BadMessage } from '../errors/bad-message.ts';
import type { KafkaRecord, OutgoingRecord } from './record.ts';
import { header } from '../platform/headers.ts';

/** A header says what is wrong, it does not repeat the record: enough for a field path and its reason. */
const maxMessageLength = 1_000;

/**
 * The dead letter of a record: the original key, bytes and headers, and beside them where the record came from, which
 * function gave up on it, and why. It carries the record's version, so that sending it again does not make it newer.
 */
export function deadLetter(record: KafkaRecord, functionName: string, reason: BadMessage): OutgoingRecord {
  return {
    topic: 'dead_letters',
    key: record.key,
    value: record.value,
    headers: {
      [header.version]: String(record.timestamp),
      ...record.headers,
      [header.topic]: record.topic,
      [header.partition]: String(record.partition),
      [header.offset]: String(record.offset),
      [header.function]: functionName,
      [header.errorCode]: reason.code,
      [header.errorMessage]: reason.message.slice(0, maxMessageLength).toWellFormed(),
    },
  };
}
