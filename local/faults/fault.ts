import type { Instance } from '../instance/instance.ts';

/** Something that breaks on purpose, to rehearse what people and alerts do, and how it is put right again. */
export interface Fault {
  readonly name: string;
  /** What it does, and what `restore` does about it. */
  readonly description: string;
  /** Values of its argument, where it needs one. */
  readonly choices?: readonly string[];
  readonly inject: (instance: Instance, choice: string) => Promise<void>;
  readonly restore: (instance: Instance, choice: string) => Promise<void>;
}
