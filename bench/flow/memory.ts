import { readdirSync, readFileSync } from 'node:fs';
import type { Instance } from '../../local/instance/instance.ts';
import { serviceState, services } from '../../local/services/services.ts';

export interface ServerMemory {
  readonly name: string;
  /** Bytes of the server and of what it started, shared pages counted once (PSS); Linux only. */
  readonly bytes: number;
  readonly processes: number;
}

export const measureMemory = (instance: Instance): readonly ServerMemory[] =>
  services.flatMap((service) => {
    const state = serviceState(instance, service);
    if (state.state !== 'running') return [];
    const members = processesOfGroup(state.pid);
    return [
      { name: service.name, bytes: members.reduce((sum, pid) => sum + pssOf(pid), 0), processes: members.length },
    ];
  });

function processesOfGroup(group: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .filter((pid) => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[2] === String(group));
}

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(?<kB>\d+)/mu.exec(read(`/proc/${pid}/smaps_rollup`))?.groups?.['kB'] ?? 0) * 1_024;

/** A process may end between the look at the list and the look at itself. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
