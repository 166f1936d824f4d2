import type { BadMessage } from '../errors/bad-message.ts';
import { header } from '../platform/headers.ts';
import { topics } from '../platform/topics.ts';
import { beginningOf } from './beginning.ts';
import { batchOverhead, headerBytes, recordBytes } from './record-size.ts';
import type { KafkaRecord, OutgoingRecord } from './record.ts';

/** A header says what is wrong, it does not repeat the record: enough for a field path and its reason. */
const maxMessageLength = 1_000;

/** What is kept of a record that is larger than its dead letter may be: enough to know it by. */
const kept = { key: 512, value: 1_024, headers: 64 * 1024 };

/**
 * The dead letter of a record: the original key, bytes and headers, and beside them where the record came from, which
 * function gave up on it, and why. It carries the record's version, so that sending it again does not make it newer.
 *
 * Of a record that is too large for the topic it has the beginning, and headers with the size and the digest of the value;
 * the whole stands where the record came from, as long as that topic keeps it.
 */
export function deadLetter(record: KafkaRecord, functionName: string, reason: BadMessage): OutgoingRecord {
  const about = {
    [header.topic]: record.topic,
    [header.partition]: String(record.partition),
    [header.offset]: String(record.offset),
    [header.function]: functionName,
    [header.errorCode]: reason.code,
    [header.errorMessage]: reason.message.slice(0, maxMessageLength).toWellFormed(),
  };
  const version = { [header.version]: String(record.timestamp) };
  const letter = {
    topic: 'dead_letters',
    key: record.key,
    value: record.value,
    headers: { ...version, ...record.headers, ...about },
  };
  if (batchOverhead + recordBytes(letter) <= topics.dead_letters.maxMessageBytes) return letter;
  const { key, value, bytes, sha256 } = beginningOf(record, kept);
  const whole = { [header.valueBytes]: String(bytes), [header.valueSha256]: sha256 };
  return { ...letter, key, value, headers: { ...version, ...keptHeaders(record), ...about, ...whole } };
}

/** All or none: half of them would seem to be all. */
const keptHeaders = ({ headers }: KafkaRecord): KafkaRecord['headers'] =>
  headerBytes(headers) <= kept.headers ? headers : {};
