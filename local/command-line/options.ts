import { InvalidArgumentError, Option } from 'commander';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { portNames, portsAt } from '../../modules/platform/instance/ports.ts';
import { refuseBlockedPorts } from '../instance/blocked-ports.ts';
import { defaultInstanceName, isInstanceName } from '../instance/instance.ts';
import { wholeNumber } from './run.ts';

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
  new Option('--instance <name>', description).argParser(instanceName).default(defaultInstanceName);

/** For an option: a name that an instance may have. */
export function instanceName(text: string): string {
  if (isInstanceName(text)) return text;
  throw new InvalidArgumentError(
    'it must be a name of a-z, 0-9 and -, up to 40 characters, other than tools and checks.',
  );
}

const highestPort = 65_535;
const highestOffset = highestPort - Math.max(...Object.values(portsAt(0)));

/** `--port-offset`: none that leaves the range of ports, or moves a server onto one that no client may ask. */
export const portOffsetOption = (): Option =>
  new Option('--port-offset <n>', `added to every port, up to ${highestOffset}`).argParser(portOffset).default(0);

function portOffset(text: string): number {
  const offset = wholeNumber(0, highestOffset)(text);
  try {
    refuseBlockedPorts(portsAt(offset), portNames);
  } catch (error) {
    if (error instanceof PlatformError) throw new InvalidArgumentError(`${describeError(error)}.`);
    throw error;
  }
  return offset;
}

/** `--json`. `content` is what stands on stdout then, for example `{total, categories}`. */
export const jsonOption = (content: string): Option => new Option('--json', `print ${content} on stdout`);

/** Puts what a command found on stdout: for machines with `--json`, else for people. */
export function printResult({ json }: JsonOptions, forMachines: object, forPeople: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(forMachines) : forPeople}\n`);
}
