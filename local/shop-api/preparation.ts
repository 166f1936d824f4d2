import type { Piece } from './piece.ts';
import { productRecord, type Prepared } from './product-record.ts';

type Failed = Extract<Prepared, { kind: 'failed' }>;

/**
 * Prepares the pieces of a file one after the other. A line of NDJSON that ends too early waits for the next line: when that is a
 * product, the line was cut short and fails alone; else it is a product over several lines, of which no line may be sent.
 */
export class Preparation {
  #open: Failed | undefined;

  /** What becomes of some more pieces; a stop is the last. */
  take(pieces: readonly Piece[]): Prepared[] {
    const prepared: Prepared[] = [];
    for (const piece of pieces) {
      const one = productRecord(piece);
      const open = this.#open;
      this.#open = undefined;
      if (open !== undefined) {
        if (!isWholeProduct(one)) return [...prepared, stopAt(open)];
        prepared.push(open);
      }
      if (one.kind === 'failed' && one.isOpen === true) this.#open = one;
      else prepared.push(one);
      if (one.kind === 'stop') return prepared;
    }
    return prepared;
  }

  /** What the end of the file leaves. */
  end(): Prepared[] {
    return this.#open === undefined ? [] : [this.#open];
  }
}

/** With a key: what is only a part of a product has no id. */
const isWholeProduct = (one: Prepared): boolean => one.kind === 'record' && one.record.key !== null;

const stopAt = ({ problem: { line } }: Failed): Prepared => ({
  kind: 'stop',
  problem: {
    line,
    column: 1,
    message:
      'a product goes on on the next line, and the lines before it are one product each; write one way or the other',
  },
});
