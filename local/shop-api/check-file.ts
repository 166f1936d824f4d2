import { batchesOf } from './batches.ts';
import type { Problem, Warning } from './product-record.ts';
import { piecesOf, type Source } from './source.ts';

/** What sending a file would do. */
export interface CheckOutcome {
  /** What the filter will take whole, beside what it will take without some fields. */
  readonly right: number;
  readonly incomplete: number;
  /** What would be sent for nothing: the filter will refuse it. */
  readonly refused: number;
  /** What would not be sent. */
  readonly failed: number;
  /** Why the rest of the file cannot be read, and where. */
  readonly stop?: Problem;
}

interface Findings {
  readonly signal: AbortSignal;
  readonly onProblem: (problem: Problem) => void;
  readonly onWarning: (warning: Warning) => void;
}

const batchSize = 2_000;

/** Reads a file to its end as if to send it, by the rules of the filter. Sends nothing and needs no server. */
export async function checkFile(source: Source, { signal, onProblem, onWarning }: Findings): Promise<CheckOutcome> {
  const counts = { right: 0, incomplete: 0, refused: 0, failed: 0 };
  for await (const { records, failed, warnings, stop } of batchesOf(piecesOf(source, undefined, signal), batchSize)) {
    for (const problem of failed) onProblem(problem);
    for (const warning of warnings) {
      onWarning(warning);
      counts[warning.kind]++;
    }
    counts.right += records.length - warnings.length;
    counts.failed += failed.length;
    if (stop !== undefined) return { ...counts, stop };
  }
  return counts;
}
