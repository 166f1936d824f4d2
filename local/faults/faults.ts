import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { Fault } from './fault.ts';
import { fillLag, poison } from './records.ts';
import { killBroker, stopBroker, stopServers } from './stop-server.ts';

export const faults: readonly Fault[] = [stopBroker, killBroker, ...stopServers, fillLag, poison];

const injectedSchema = z.array(z.object({ fault: z.string(), choice: z.string() }));

/** A fault that was injected and not restored yet. */
type Injected = z.infer<typeof injectedSchema>[number];

const stateFile = (instance: Instance): string => join(instance.directory, 'faults.json');

/** The faults of an instance that are not restored, oldest first. */
export function injectedFaults(instance: Instance): readonly Injected[] {
  const file = stateFile(instance);
  return existsSync(file) ? injectedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** Breaks something. It is written down first: what broke half way is restored, too. */
export async function inject(instance: Instance, name: string, choice = ''): Promise<void> {
  const fault = faultNamed(name);
  const others = injectedFaults(instance).filter((each) => each.fault !== name || each.choice !== choice);
  writeFileSync(stateFile(instance), JSON.stringify([...others, { fault: name, choice }]));
  await fault.inject(instance, choice);
}

/** Puts everything right, the last fault first. What could not be is still written down. Returns what was restored. */
export async function restore(instance: Instance): Promise<readonly Injected[]> {
  const injected = injectedFaults(instance);
  for (const [index, { fault, choice }] of [...injected.entries()].toReversed()) {
    await faultNamed(fault).restore(instance, choice);
    writeFileSync(stateFile(instance), JSON.stringify(injected.slice(0, index)));
  }
  rmSync(stateFile(instance), { force: true });
  return injected;
}

function faultNamed(name: string): Fault {
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined) throw new PlatformError('input_invalid', `there is no fault "${name}"`);
  return fault;
}
