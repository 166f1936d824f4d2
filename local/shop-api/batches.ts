import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Checkpoint, Piece } from './piece.ts';
import { productRecord, type Problem } from './product-record.ts';

/** Records that are sent together, and what of the same stretch of the file could not be. */
export interface Batch {
  readonly records: readonly OutgoingRecord[];
  readonly failed: readonly Problem[];
  /** Nothing after this batch can be read. */
  readonly stop?: Problem;
  /** Where reading goes on once the records are acknowledged. */
  readonly next?: Checkpoint;
}

/**
 * Batches of at most `size` elements. A batch never waits for more input, so a slow stream is passed on as it comes, and
 * never spans two reads, so its bytes are bounded.
 */
export async function* batchesOf(pieces: AsyncIterable<readonly Piece[]>, size: number): AsyncGenerator<Batch> {
  for await (const some of pieces)
    for (let from = 0; from < some.length; from += size) {
      const batch = batchOf(some.slice(from, from + size));
      yield batch;
      if (batch.stop !== undefined) return;
    }
}

function batchOf(pieces: readonly Piece[]): Batch {
  const records: OutgoingRecord[] = [];
  const failed: Problem[] = [];
  let next: Checkpoint | undefined;
  for (const piece of pieces) {
    const prepared = productRecord(piece);
    if (prepared.kind === 'stop') return { records, failed, stop: prepared.problem, ...(next && { next }) };
    if (prepared.kind === 'record') records.push(prepared.record);
    else failed.push(prepared.problem);
    next = prepared.next;
  }
  return { records, failed, ...(next && { next }) };
}

/** Makes the next batch while the present one is being sent. */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = source.next();
      next.catch(() => undefined); // seen by the await above, one turn later
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
