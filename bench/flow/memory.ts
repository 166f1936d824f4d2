import { readdirSync } from 'node:fs';
import type { Instance } from '../../local/instance/instance.ts';
import { procStat, readIfThere } from '../../local/instance/process-identity.mjs';
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

const processesOfGroup = (group: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .filter((pid) => procStat(pid)?.group === group);

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(?<kB>\d+)/mu.exec(readIfThere(`/proc/${pid}/smaps_rollup`) ?? '')?.groups?.['kB'] ?? 0) * 1_024;
