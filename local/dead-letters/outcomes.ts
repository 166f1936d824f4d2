import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import type { Instance } from '../instance/instance.ts';
import { withLock } from '../setup/lock.mjs';

const outcomeSchema = z.object({
  id: z.string(),
  outcome: z.enum(['redriven', 'discarded']),
  /** ISO 8601. */
  at: z.string(),
  reason: z.string().optional(),
});

/** What people have done with a letter. */
export type Outcome = z.infer<typeof outcomeSchema>;

const directoryOf = (instance: Instance): string => join(instance.directory, 'dead-letters');
const fileOf = (instance: Instance): string => join(directoryOf(instance), 'outcomes.ndjson');

/** What has been done, by the id of the letter. A line that a kill cut short is as if it had not been written. */
export function readOutcomes(instance: Instance): ReadonlyMap<string, Outcome> {
  const file = fileOf(instance);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const outcomes = lines.flatMap((line) => outcomeSchema.safeParse(jsonOf(line)).data ?? []);
  return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
}

/** Writes down what was done. Begins with an end of line, should the last one have been cut short. */
export function keepOutcomes(instance: Instance, outcomes: readonly Outcome[]): void {
  mkdirSync(directoryOf(instance), { recursive: true });
  appendFileSync(fileOf(instance), `\n${outcomes.map((outcome) => JSON.stringify(outcome)).join('\n')}\n`);
}

/** Does the work while nobody else on this machine redrives or discards. */
export const alone = <T>(instance: Instance, work: () => Promise<T>): Promise<T> =>
  withLock(
    join(directoryOf(instance), 'lock'),
    (pid) => {
      throw new PlatformError('input_invalid', `process ${pid} is at the dead letters right now; wait for it`);
    },
    work,
  );
