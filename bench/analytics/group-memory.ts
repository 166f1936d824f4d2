import { processesOfGroup } from '../../local/instance/process-identity.mjs';
import { heldBy } from '../measure/processes.ts';

const lookEvery = 200;

/** Watches the memory of a process and of all that it starts in its group. */
export interface GroupMemory {
  /** Begins with the group that this process leads. */
  readonly watch: (leader: number) => void;
  /** The most that the group held at once since it was last asked, in bytes; Linux only. */
  readonly peak: () => number;
  readonly stop: () => void;
}

/** Shared pages count once: Java that starts a command is two processes with one memory for a moment. */
export function groupMemory(): GroupMemory {
  let most = 0;
  let group: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (group !== undefined) most = Math.max(most, heldBy(processesOfGroup(group)));
  };
  return {
    watch(leader) {
      group = leader;
      timer = setInterval(look, lookEvery);
    },
    peak() {
      look();
      const peak = most;
      most = 0;
      return peak;
    },
    stop: () => clearInterval(timer),
  };
}
