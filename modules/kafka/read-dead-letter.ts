import { deadLetterHeader, header } from '../platform/headers.ts';
import type { KafkaRecord, RecordHeader } from './record.ts';

/** A record that a function gave up on, as it was, and why. */
export interface DeadLetter {
  /** Where the letter stands in `dead_letters`: `partition-offset`. */
  readonly id: string;
  /** When the function gave up, epoch milliseconds. */
  readonly at: number;
  /** Where the record stood, and its own time, epoch milliseconds. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly function: string;
  readonly code: string;
  readonly message: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
  /** How often functions have tried it: once, and once more for each time that it was sent again. */
  readonly attempts: number;
  /** The letter from which it was sent again. */
  readonly redrivenFrom?: string;
  /** Whether it is all of the record; else only its beginning. */
  readonly isWhole: boolean;
}

/** Reads a record of `dead_letters`; undefined when it is none of the platform's. */
export function readDeadLetter(record: KafkaRecord): DeadLetter | undefined {
  // Whatever the record had under these names stands before them.
  const start = record.headers.findLastIndex(({ name }) => name === deadLetterHeader.topic);
  if (start === -1) return undefined;
  const headers = record.headers.slice(0, start);
  const own = new Map(record.headers.slice(start).map(({ name, value }) => [name, value?.toString('utf8') ?? '']));
  const text = (name: string): string => own.get(name) ?? '';
  const redriven = headers.filter(({ name }) => name === header.redriven);
  const from = redriven.at(-1)?.value?.toString('utf8');
  return {
    id: `${record.partition}-${record.offset}`,
    at: record.timestamp,
    topic: text(deadLetterHeader.topic),
    partition: Number(text(deadLetterHeader.partition)),
    offset: Number(text(deadLetterHeader.offset)),
    timestamp: Number(text(deadLetterHeader.timestamp)),
    function: text(deadLetterHeader.function),
    code: text(deadLetterHeader.errorCode),
    message: text(deadLetterHeader.errorMessage),
    key: record.key,
    value: record.value,
    headers,
    attempts: redriven.length + 1,
    ...(from !== undefined && { redrivenFrom: from }),
    isWhole: !own.has(deadLetterHeader.valueBytes),
  };
}
