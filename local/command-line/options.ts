import { Option } from 'commander';
import { defaultInstanceName } from '../instance/instance.ts';

/** What `instanceOption` gives an action. */
export interface InstanceOptions {
  readonly instance: string;
}

/** What `jsonOption` gives an action. */
export interface JsonOptions {
  readonly json?: boolean;
}

/** `--instance`, whose value `findInstance` takes. */
export const instanceOption = (description = 'which running platform'): Option =>
  new Option('--instance <name>', description).default(defaultInstanceName);

/** `--json`. `content` is what stands on stdout then, for example `{total, categories}`. */
export const jsonOption = (content: string): Option => new Option('--json', `print ${content} on stdout`);

/** Puts what a command found on stdout: for machines with `--json`, else for people. */
export function printResult({ json }: JsonOptions, forMachines: object, forPeople: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(forMachines) : forPeople}\n`);
}
