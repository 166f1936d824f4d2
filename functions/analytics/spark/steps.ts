import { z } from 'zod';
import type { OnPrepared, OnResult } from '../engine.ts';

export const preparationSchema = z.object({ name: z.string(), seconds: z.number() });
export const analysisSchema = preparationSchema.extend({ rows: z.number(), bytes: z.number() });

/** Hears what a program prints while it runs. */
export interface Listener {
  readonly onLine: (line: string) => void;
  /** Aborted when going on makes no sense. */
  readonly signal: AbortSignal;
}

/** Tells of the steps of job.py, each once. */
export interface Steps extends Listener {
  /** Resolves when all is told that was heard of. Rejects with what `onResult` rejected with, which aborts the signal, too. */
  readonly told: () => Promise<void>;
  readonly heardOf: (name: string) => boolean;
}

/** Finds the steps in what job.py prints, and tells of them in their order. */
export function tellSteps(onResult: OnResult, onPrepared?: OnPrepared): Steps {
  const abort = new AbortController();
  const heard = new Set<string>();
  let telling = Promise.resolve();
  return {
    signal: abort.signal,
    onLine(line) {
      const analysis = parsed(analysisSchema, line);
      const step = analysis ?? parsed(preparationSchema, line);
      if (step === undefined) return;
      heard.add(step.name);
      telling = telling.then(() => (analysis === undefined ? onPrepared?.(step) : onResult(analysis)));
      telling.catch((error: unknown) => abort.abort(error));
    },
    told: () => telling,
    heardOf: (name) => heard.has(name),
  };
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
