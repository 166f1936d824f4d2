import type { BadMessage } from '../errors/bad-message.ts';
import { deadLetterHeader } from '../platform/headers.ts';
import { topics } from '../platform/topics.ts';
import { beginningOf } from './beginning.ts';
import { namedHeaders } from './headers.ts';
import { batchOverhead, recordBytes } from './record-size.ts';
import type { KafkaRecord, OutgoingRecord } from './record.ts';

/** A header says what is wrong, it does not repeat the record: enough for a field path and its reason. */
const maxMessageLength = 1_000;

/** What is kept of a record that is larger than its dead letter may be: enough to know it by. */
const kept = { key: 512, value: 1_024, headers: 64 * 1024 };

/**
 * The dead letter of a record: the original key, bytes and headers, and behind them where the record came from, when it was
 * sent, which function gave up on it, and why.
 *
 * Of a record that is too large for the topic it has the beginning, and headers with the size and the digest of the value;
 * the whole stands where the record came from, as long as that topic keeps it.
 */
export function deadLetter(record: KafkaRecord, functionName: string, reason: BadMessage): OutgoingRecord {
  const about = namedHeaders({
    [deadLetterHeader.topic]: record.topic,
    [deadLetterHeader.partition]: String(record.partition),
    [deadLetterHeader.offset]: String(record.offset),
    [deadLetterHeader.timestamp]: String(record.timestamp),
    [deadLetterHeader.function]: functionName,
    [deadLetterHeader.errorCode]: reason.code,
    [deadLetterHeader.errorMessage]: reason.message.slice(0, maxMessageLength).toWellFormed(),
  });
  const letter = {
    topic: 'dead_letters',
    key: record.key,
    value: record.value,
    headers: [...record.headers, ...about],
  };
  if (batchOverhead + recordBytes(letter) <= topics.dead_letters.maxMessageBytes) return letter;
  const { key, value, headers, bytes, sha256 } = beginningOf(record, kept);
  const whole = namedHeaders({ [deadLetterHeader.valueBytes]: String(bytes), [deadLetterHeader.valueSha256]: sha256 });
  return { ...letter, key, value, headers: [...headers, ...about, ...whole] };
}
