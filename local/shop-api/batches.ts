import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Checkpoint, Piece } from './piece.ts';
import { Preparation } from './preparation.ts';
import type { Prepared, Problem, Warning } from './product-record.ts';

/** Records that are sent together, and what of the same stretch of the file could not be. */
export interface Batch {
  readonly records: readonly OutgoingRecord[];
  readonly failed: readonly Problem[];
  /** What the filter will say of the records. */
  readonly warnings: readonly Warning[];
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
  const preparation = new Preparation();
  for await (const some of pieces)
    for (let from = 0; from < some.length; from += size) {
      const batch = batchOf(preparation.take(some.slice(from, from + size)));
      yield batch;
      if (batch.stop !== undefined) return;
    }
  const last = preparation.end();
  if (last.length > 0) yield batchOf(last);
}

function batchOf(prepared: readonly Prepared[]): Batch {
  const records: OutgoingRecord[] = [];
  const failed: Problem[] = [];
  const warnings: Warning[] = [];
  let next: Checkpoint | undefined;
  for (const one of prepared) {
    if (one.kind === 'stop') return { records, failed, warnings, stop: one.problem, ...(next && { next }) };
    if (one.kind === 'record') records.push(one.record);
    else failed.push(one.problem);
    if (one.kind === 'record' && one.warning !== undefined) warnings.push(one.warning);
    next = one.next;
  }
  return { records, failed, warnings, ...(next && { next }) };
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
