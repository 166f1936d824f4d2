import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from './instance.ts';

/** What the supervisor does about a server that has died. */
export interface Supervised {
  readonly doing: 'starting again' | 'stays down';
  /** Epoch milliseconds of its deaths within the time that counts. */
  readonly deaths: readonly number[];
}

/** What the supervisor tells of itself: which process it is, and the servers that are not well. */
export interface Supervision {
  readonly pid: number;
  readonly servers: Readonly<Record<string, Supervised>>;
}

type Located = Pick<Instance, 'directory'>;

export const supervisionFile = ({ directory }: Located): string => join(directory, 'run/supervisor.state.json');

/** Writes it whole or not at all: others read it at any moment. */
export function writeSupervision(located: Located, supervision: Supervision): void {
  const file = supervisionFile(located);
  writeFileSync(`${file}.new`, JSON.stringify(supervision));
  renameSync(`${file}.new`, file);
}
