import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instance } from './instance.ts';
import { identityOf, readIfThere } from './process-identity.mjs';

/** What is written down of a server that was started. */
interface ProcessRecord {
  readonly pid: number;
  /** What tells it from a later process with the same pid. */
  readonly identity: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Whether it is to run: not one that is being stopped on purpose. */
  readonly wanted: boolean;
}

/** running; died: it was started and is gone without having been stopped; stopped: nobody wants it to run. */
export type ProcessState =
  | { readonly state: 'running'; readonly pid: number; readonly startedAt: number }
  | { readonly state: 'died'; readonly startedAt: number }
  | { readonly state: 'stopped' };

type Located = Pick<Instance, 'directory'>;

const recordFile = ({ directory }: Located, server: string): string => join(directory, 'run', `${server}.json`);

/** Another name for the record, which needs no room on a disk that is full. */
const unwantedFile = ({ directory }: Located, server: string): string =>
  join(directory, 'run', `${server}.stopping.json`);

/** Writes down that a server was started. One that has ended already has no identity: it is recorded all the same, as died. */
export function recordProcess(located: Located, server: string, pid: number, startedAt: number): void {
  const file = recordFile(located, server);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, identity: identityOf(pid) ?? 'ended', startedAt }));
  rmSync(unwantedFile(located, server), { force: true });
}

/** Says that a server is down on purpose from now on, before it is. Nobody starts it again by themselves. */
export function recordUnwanted(located: Located, server: string): void {
  if (readRecord(located, server)?.wanted === true)
    renameSync(recordFile(located, server), unwantedFile(located, server));
}

export function forgetProcess(located: Located, server: string): void {
  for (const file of [recordFile(located, server), unwantedFile(located, server)]) rmSync(file, { force: true });
}

/** The record of a server that was started and has not been stopped yet. */
export const readRecord = (located: Located, server: string): ProcessRecord | undefined =>
  parsed(recordFile(located, server), true) ?? parsed(unwantedFile(located, server), false);

/** What became of a server that was started here; a pid that another process has by now does not count. */
export function processState(located: Located, server: string): ProcessState {
  const record = readRecord(located, server);
  if (record === undefined) return { state: 'stopped' };
  const { pid, identity, startedAt, wanted } = record;
  if (identityOf(pid) === identity) return { state: 'running', pid, startedAt };
  return wanted ? { state: 'died', startedAt } : { state: 'stopped' };
}

/**
 * Without a schema, because the supervisor reads this twice a second for as long as an instance runs, and zod would be a fifth of
 * it. A record that is half written when the machine goes down names nothing that can still run.
 */
function parsed(file: string, wanted: boolean): ProcessRecord | undefined {
  const content: unknown = jsonOf(readIfThere(file));
  if (typeof content !== 'object' || content === null) return undefined;
  if (!('pid' in content && 'identity' in content && 'startedAt' in content)) return undefined;
  const { pid, identity, startedAt } = content;
  if (typeof pid !== 'number' || typeof identity !== 'string' || typeof startedAt !== 'number') return undefined;
  // 0 and -1 are whole groups of processes.
  return pid > 0 ? { pid, identity, startedAt, wanted } : undefined;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
