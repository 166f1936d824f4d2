import { memoryOf, processesOfGroup } from '../measure/processes.ts';

const lookEvery = 200;

/** Watches the memory of a process and of all that it starts in its group. */
export interface GroupMemory {
  /** Begins with the group that this process leads. */
  readonly watch: (leader: number) => void;
  /** Ends and tells the peak, bytes: the sum of the largest resident set of each process of the group, Linux only. */
  readonly stop: () => number;
}

/** Linux tells the peak of a process itself (VmHWM of proc_pid_status(5)), so looking now and then misses none that lives on. */
export function groupMemory(): GroupMemory {
  const peaks = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  const look = (leader: number): void => {
    for (const pid of processesOfGroup(leader))
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, memoryOf(pid, 'status', 'VmHWM')));
  };
  return {
    watch(leader) {
      timer = setInterval(() => look(leader), lookEvery);
    },
    stop() {
      clearInterval(timer);
      return [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
    },
  };
}
