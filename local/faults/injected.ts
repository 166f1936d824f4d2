import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';

const injectedSchema = z.array(z.object({ fault: z.string(), choice: z.string() }));

/** A fault that was injected and not restored yet. */
export type Injected = z.infer<typeof injectedSchema>[number];

const stateFile = (instance: Instance): string => join(instance.directory, 'faults.json');

/** The faults of an instance that are not restored, oldest first. */
export function injectedFaults(instance: Instance): readonly Injected[] {
  const file = stateFile(instance);
  return existsSync(file) ? injectedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** Writes them down, whole or not at all: a crash must not lose what is to be restored. */
export function keepInjected(instance: Instance, injected: readonly Injected[]): void {
  const file = stateFile(instance);
  if (injected.length === 0) return rmSync(file, { force: true });
  writeFileSync(`${file}.new`, JSON.stringify(injected));
  renameSync(`${file}.new`, file);
}
