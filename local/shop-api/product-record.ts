import { jsonOf } from '../../modules/errors/schema.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { maxProductBytes, type Topic } from '../../modules/platform/topics.ts';
import { recordKey } from '../../modules/product/record-key.ts';
import { findFault, inFile } from './fault.ts';
import type { Checkpoint, Piece, Position } from './piece.ts';

const topic: Topic = 'products';

/** Why one element, or the rest of the file, was not sent. */
export interface Problem extends Position {
  readonly message: string;
}

/** What becomes of one piece of the file. */
export type Prepared =
  | { readonly kind: 'record'; readonly record: OutgoingRecord; readonly next: Checkpoint }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly next: Checkpoint }
  | { readonly kind: 'stop'; readonly problem: Problem };

/**
 * A piece as the record that Kafka gets: the shop's exact bytes, keyed by product_id when there is one. Valid JSON of any
 * shape is sent: judging products is the filter's work. Invalid JSON fails its line in NDJSON and ends the run in an array.
 */
export function productRecord(piece: Piece): Prepared {
  if (piece.kind === 'break') return { kind: 'stop', problem: { ...at(piece), message: piece.message } };
  if (piece.kind === 'oversized') {
    const message = `the element has ${piece.size} bytes; a product may have ${maxProductBytes}`;
    return { kind: 'failed', problem: { ...at(piece), message }, next: piece.next };
  }
  const text = piece.bytes.toString('utf8');
  const element = jsonOf(text);
  if (element !== undefined)
    return { kind: 'record', record: { topic, key: recordKey(element), value: piece.bytes }, next: piece.next };
  const fault = findFault(text);
  const problem = { ...inFile(piece, fault), message: fault.message };
  return piece.next.format === 'array' ? { kind: 'stop', problem } : { kind: 'failed', problem, next: piece.next };
}

const at = ({ line, column }: Position): Position => ({ line, column });
