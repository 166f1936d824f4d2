import type { Instance } from '../../local/instance/instance.ts';
import { processesOfGroup } from '../../local/instance/process-identity.mjs';
import { processState } from '../../local/instance/process-record.ts';
import { cpuSecondsOf } from './processes.ts';

/** Seconds on processors, or how many of them were busy, by the name of the process. */
export type ByProcess = ReadonlyMap<string, number>;

/** A process with what it has started in its group: the functions are the engine's. */
export function cpuOf(instance: Instance, names: readonly string[]): ByProcess {
  return new Map(
    names.map((name) => {
      const state = processState(instance, name);
      return [name, state.state === 'running' ? cpuSecondsOf(processesOfGroup(state.pid)) : 0];
    }),
  );
}

export const difference = (after: ByProcess, before: ByProcess): ByProcess =>
  new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));

/** How many processors each process kept busy while something was done, on the average. */
export async function coresDuring<Result>(
  instance: Instance,
  names: readonly string[],
  act: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cores: ByProcess }> {
  const before = cpuOf(instance, names);
  const startedAt = performance.now();
  const result = await act();
  const seconds = (performance.now() - startedAt) / 1_000;
  const spent = difference(cpuOf(instance, names), before);
  return { result, cores: new Map([...spent].map(([name, cpu]) => [name, cpu / seconds])) };
}
