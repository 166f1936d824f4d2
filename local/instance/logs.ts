import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from './instance.ts';

const tailBytes = 64 * 1024;

/** The file that a service's output goes to. */
export const logFile = ({ directory }: Pick<Instance, 'directory'>, service: string): string =>
  join(directory, 'logs', `${service}.log`);

/** Opens a new log for a service that is about to start and keeps the one of its last run as `<service>.previous.log`. */
export function openLog(instance: Instance, service: string): number {
  const file = logFile(instance, service);
  mkdirSync(join(instance.directory, 'logs'), { recursive: true });
  if (existsSync(file)) renameSync(file, join(instance.directory, 'logs', `${service}.previous.log`));
  return openSync(file, 'a');
}

/** The last lines of a service's log; of a long log only its end is read. */
export function lastLogLines(instance: Pick<Instance, 'directory'>, service: string, count: number): readonly string[] {
  const file = logFile(instance, service);
  if (!existsSync(file)) return [];
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count);
  } finally {
    closeSync(descriptor);
  }
}
