import { heldBy, processesOfGroup } from '../measure/processes.ts';

const lookEvery = 200;

/** Watches the memory of a process and of all that it starts in its group. */
export interface GroupMemory {
  /** Begins with the group that this process leads. */
  readonly watch: (leader: number) => void;
  /** Ends and tells the most that the group held at once, in bytes; Linux only. */
  readonly stop: () => number;
}

/** Shared pages count once: Java that starts a command is two processes with one memory for a moment. */
export function groupMemory(): GroupMemory {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (leader: number): void => {
    peak = Math.max(peak, heldBy(processesOfGroup(leader)));
  };
  return {
    watch(leader) {
      timer = setInterval(() => look(leader), lookEvery);
    },
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
