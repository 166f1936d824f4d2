import type { Instance } from '../../local/instance/instance.ts';
import { processesOfGroup } from '../../local/instance/process-identity.mjs';
import { processes, serviceState } from '../../local/services/services.ts';
import { heldBy } from '../measure/processes.ts';

export interface ServerMemory {
  readonly name: string;
  /** Bytes of the server and of what it started, shared pages counted once (PSS); Linux only. */
  readonly bytes: number;
  readonly processes: number;
}

export const measureMemory = (instance: Instance): readonly ServerMemory[] =>
  processes.flatMap((service) => {
    const state = serviceState(instance, service);
    if (state.state !== 'running') return [];
    const members = processesOfGroup(state.pid);
    return [
      {
        name: service.name,
        bytes: heldBy(members),
        processes: members.length,
      },
    ];
  });
