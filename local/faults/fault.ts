import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';

/** Something that breaks on purpose, to rehearse what people and alerts do, and how it is put right again. */
export interface Fault {
  readonly name: string;
  /** What it does, and what `restore` does about it. */
  readonly description: string;
  /** Values of its argument, where it needs one. */
  readonly choices?: readonly string[];
  /** Of one that ends servers: what to ask Docker Compose for in containers, where no container can end another. */
  readonly inContainers?: (choice: string) => string;
  readonly inject: (instance: Instance, choice: string) => Promise<unknown>;
  readonly restore: (instance: Instance, choice: string) => Promise<unknown>;
}

/** The one of that name, or `input_invalid`: names come from the command line, and from files that other versions wrote. */
export function named<T>(what: string, name: string, all: ReadonlyMap<string, T>): T {
  const found = all.get(name);
  if (found === undefined) throw new PlatformError('input_invalid', `there is no ${what} "${name}"`);
  return found;
}
