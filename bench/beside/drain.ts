import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from '../../modules/kafka/library.ts';
import { committedOffsets } from '../../modules/kafka/committed-offsets.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withAdmin } from '../../local/kafka/client.ts';
import type { Service } from '../../local/services/service.ts';
import { startService, stopService } from '../../local/services/services.ts';
import { cpuOf, difference, type ByProcess } from '../measure/cpu.ts';

/** Records of a topic by partition: the first offset, and the one behind the last. */
export type Ranges = ReadonlyMap<number, { readonly from: number; readonly to: number }>;

export interface DrainOptions {
  readonly group: string;
  readonly topic: Topic;
  readonly ranges: Ranges;
  /** So many records go through before anything is measured. */
  readonly warmUp: number;
  /** Names of the processes whose time on processors is told. */
  readonly processes: readonly string[];
}

/** What was measured from the first look behind the warm-up to the last record. */
export interface Drained {
  readonly records: number;
  readonly seconds: number;
  /** Seconds on processors. */
  readonly cpu: ByProcess;
}

const lookEvery = 100;
const drainTimeoutMs = 900_000;

/** Begins a group anew and has a service work off the records, by the group's commits: the same yardstick for everyone. */
export async function drain(instance: Instance, service: Service, options: DrainOptions): Promise<Drained> {
  const { group, topic, ranges } = options;
  return await withAdmin(instance, async (admin) => {
    await beginAt(
      admin,
      group,
      topic,
      [...ranges].map(([partition, { from }]) => [partition, from]),
    );
    try {
      await startService(instance, service);
      return await watch(instance, admin, options);
    } finally {
      await stopService(instance, service);
    }
  });
}

/** Sets where a group that nobody is in goes on. */
export async function beginAt(
  admin: Admin,
  groupId: string,
  topic: Topic,
  offsets: readonly (readonly [partition: number, offset: number])[],
): Promise<void> {
  const partitions = offsets.map(([partition, offset]) => ({ partition, offset: String(offset) }));
  await admin.setOffsets({ groupId, topic, partitions });
}

async function watch(instance: Instance, admin: Admin, options: DrainOptions): Promise<Drained> {
  const { group, topic, ranges, warmUp, processes } = options;
  const all = [...ranges.values()].reduce((sum, { from, to }) => sum + to - from, 0);
  let begun: { readonly at: number; readonly done: number; readonly cpu: ReadonlyMap<string, number> } | undefined;
  for (const deadline = Date.now() + drainTimeoutMs; Date.now() < deadline; await pause(lookEvery)) {
    const done = doneOf(ranges, await committedOffsets(admin, group, topic));
    const at = performance.now();
    if (begun === undefined && done >= warmUp && done > 0) begun = { at, done, cpu: cpuOf(instance, processes) };
    else if (begun !== undefined && done >= all)
      return {
        records: done - begun.done,
        seconds: (at - begun.at) / 1_000,
        cpu: difference(cpuOf(instance, processes), begun.cpu),
      };
  }
  throw new Error(`${group} did not work off ${topic}`);
}

const doneOf = (ranges: Ranges, committed: ReadonlyMap<number, number>): number =>
  [...ranges].reduce(
    (sum, [partition, { from, to }]) => sum + Math.max(0, Math.min(committed.get(partition) ?? from, to) - from),
    0,
  );
