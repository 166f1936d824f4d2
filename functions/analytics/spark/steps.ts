import { z } from 'zod';
import { jsonOf } from '../../../modules/errors/schema.ts';
import type { AnalysisReport, OnPrepared, OnResult, PreparationReport } from '../engine.ts';

export const preparationSchema = z.object({ name: z.string(), seconds: z.number() });
export const analysisSchema = preparationSchema.extend({ rows: z.number(), bytes: z.number() });
const stepSchema = z.union([analysisSchema, preparationSchema]);

type Step = AnalysisReport | PreparationReport;

/** Hears what a program prints while it runs. */
export interface Listener {
  readonly onLine: (line: string) => void;
  /** Aborted when going on makes no sense. */
  readonly signal: AbortSignal;
}

/** Tells of the steps of job.py, each once and in their order, whether it has printed them or not. */
export interface Steps extends Listener {
  readonly tell: (step: Step) => void;
  /** Resolves when all is told that was heard of. Rejects with what `onResult` rejected with, which aborts the signal, too. */
  readonly told: () => Promise<void>;
}

export function tellSteps(onResult: OnResult, onPrepared?: OnPrepared): Steps {
  const abort = new AbortController();
  const heard = new Set<string>();
  let telling = Promise.resolve();
  const tell = (step: Step): void => {
    if (heard.has(step.name)) return;
    heard.add(step.name);
    telling = telling.then(() => ('rows' in step ? onResult(step) : onPrepared?.(step)));
    telling.catch((error: unknown) => abort.abort(error));
  };
  return {
    signal: abort.signal,
    onLine(line) {
      const step = stepIn(line);
      if (step !== undefined) tell(step);
    },
    tell,
    told: () => telling,
  };
}

const stepIn = (line: string): Step | undefined =>
  line.startsWith('{') ? stepSchema.safeParse(jsonOf(line)).data : undefined;
