import { isUtf8 } from 'node:buffer';
import { issuesText, jsonOf } from '../../modules/errors/schema.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { maxProductBytes, type Topic } from '../../modules/platform/topics.ts';
import { maxProductIdBytes } from '../../modules/product/fields.ts';
import { readProduct } from '../../modules/product/product.ts';
import { findFault, inFile } from './fault.ts';
import { listAdvice, whyNoProduct } from './no-product.ts';
import type { Checkpoint, Element, Piece, Position } from './piece.ts';

const topic: Topic = 'products';

/** Why one element, or the rest of the file, was not sent; or what the filter will say of one that was. */
export interface Problem extends Position {
  readonly message: string;
}

/** What the filter will say of a product that is sent. */
export interface Warning extends Problem {
  /** refused: the product becomes a dead letter. incomplete: it passes without some of its fields. */
  readonly kind: 'refused' | 'incomplete';
}

/** What becomes of one piece of the file. `isOpen`: all that is wrong with a line is that it goes on on the next one. */
export type Prepared =
  | { readonly kind: 'record'; readonly record: OutgoingRecord; readonly next: Checkpoint; readonly warning?: Warning }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly next: Checkpoint; readonly isOpen?: boolean }
  | { readonly kind: 'stop'; readonly problem: Problem };

/**
 * A piece as the record that Kafka gets: the shop's exact bytes, keyed by product_id when there is one. A product that the
 * filter will refuse is sent all the same, with a warning: judging is the filter's work. What is no product at all is not sent.
 * Invalid JSON fails its line in NDJSON and ends the run in any other file.
 */
export function productRecord(piece: Piece): Prepared {
  if (piece.kind === 'break') return { kind: 'stop', problem: { ...at(piece), message: piece.message } };
  if (piece.kind === 'oversized') {
    const message = `the element has ${piece.size} bytes; a product may have ${maxProductBytes}`;
    return failed(piece, message + listAdvice(piece.head.toString('utf8')));
  }
  const read = readProduct(piece.bytes);
  if (read.ok) {
    const { product, dropped } = read.value;
    const record = { topic, key: product.product_id, value: piece.bytes };
    if (dropped.length === 0) return { kind: 'record', record, next: piece.next };
    return { kind: 'record', record, next: piece.next, warning: warning(piece, 'incomplete', issuesText(dropped)) };
  }
  return unreadable(piece, read.error.message);
}

function unreadable(piece: Element, reason: string): Prepared {
  if (!isUtf8(piece.bytes)) return failed(piece, 'the element is not UTF-8');
  const text = piece.bytes.toString('utf8');
  const element = jsonOf(text);
  if (element === undefined) return broken(piece, text);
  const why = whyNoProduct(element);
  if (why !== undefined) return failed(piece, why);
  const record = { topic, key: keyOf(element), value: piece.bytes };
  return { kind: 'record', record, next: piece.next, warning: warning(piece, 'refused', reason) };
}

function broken(piece: Element, text: string): Prepared {
  const { message, isUnfinished, ...inside } = findFault(text);
  const problem = { ...inFile(piece, inside), message };
  if (piece.next.format !== 'lines') return { kind: 'stop', problem };
  return { kind: 'failed', problem, next: piece.next, isOpen: isUnfinished };
}

const at = ({ line, column }: Position): Position => ({ line, column });

const failed = (piece: Exclude<Piece, { kind: 'break' }>, message: string): Prepared => ({
  kind: 'failed',
  problem: { ...at(piece), message },
  next: piece.next,
});

const warning = (piece: Element, kind: Warning['kind'], message: string): Warning => ({
  ...at(piece),
  kind,
  message: `${kind === 'refused' ? 'the filter will refuse this product' : 'the filter will leave this out'}: ${message}`,
});

/** The product's id, unless no valid product has it: key and value share the record's limit. */
function keyOf(element: unknown): string | null {
  const id = typeof element === 'object' && element !== null && 'product_id' in element ? element.product_id : null;
  return typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= maxProductIdBytes ? id : null;
}
