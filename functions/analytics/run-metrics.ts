import { embedded } from '../../modules/emf/embedded.ts';
import type { LogFields } from '../../modules/logging/log.ts';
import type { RunReport } from './run.ts';

/** A run that ended well, for its log line, with its metrics; `rows` are those that it computed itself. */
export function runFields({ analyses, preparations, days, ...report }: RunReport): LogFields {
  const metrics = embedded({
    counts: { runs: 1, failures: 0, rows: analyses.reduce((sum, { rows }) => sum + rows, 0) },
    milliseconds: { duration_ms: Math.round(report.seconds * 1_000) },
  });
  return { ...report, days: days.length, preparations: preparations.length, analyses: analyses.length, ...metrics };
}

/** The metrics of a run that failed; `duration` in milliseconds. */
export const failureFields = (duration: number): LogFields =>
  embedded({ counts: { runs: 0, failures: 1 }, milliseconds: { duration_ms: Math.round(duration) } });
