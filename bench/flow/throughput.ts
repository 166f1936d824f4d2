import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from '../../modules/kafka/library.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import { consumerGroup } from '../../modules/platform/access.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withAdmin } from '../../local/kafka/client.ts';
import { readLag } from '../../local/observe/flow.ts';
import { startService, stopService } from '../../local/services/services.ts';
import { eventSourceOf } from '../measure/event-source.ts';

export interface Throughput {
  /** Records that were committed between the first commit seen and the last. */
  readonly records: number;
  readonly seconds: number;
}

export interface DrainOptions {
  readonly functionName: FunctionName;
  readonly topic: Topic;
  /** How many records may be left: a function that collects for long lets the last ones wait for others. */
  readonly rest?: number;
}

interface Mapping {
  readonly group: string;
  readonly topic: Topic;
}

const lookEvery = 250;
const drainTimeoutMs = 600_000;

/**
 * Drains a topic through one function alone, and measures from the first commit that is seen to the last: what the
 * poller, the engine and the function do together, without their start.
 */
export async function measureThroughput(
  instance: Instance,
  { functionName, topic, rest = 0 }: DrainOptions,
): Promise<Throughput> {
  const only = eventSourceOf(functionName);
  const mapping = { group: consumerGroup(functionName, topic), topic };
  try {
    return await withAdmin(instance, async (admin) => {
      const waiting = await lagOf(admin, mapping);
      await startService(instance, only);
      return drained(admin, mapping, waiting, rest);
    });
  } finally {
    await stopService(instance, only);
  }
}

async function drained(admin: Admin, mapping: Mapping, waiting: number, rest: number): Promise<Throughput> {
  let first: { at: number; lag: number } | undefined;
  for (const deadline = Date.now() + drainTimeoutMs; Date.now() < deadline; await pause(lookEvery)) {
    const lag = await lagOf(admin, mapping);
    const at = performance.now();
    if (lag < waiting) first ??= { at, lag };
    if (lag <= rest && first !== undefined) return { records: first.lag - lag, seconds: (at - first.at) / 1_000 };
  }
  throw new Error(`${mapping.group} did not drain ${mapping.topic}`);
}

const lagOf = async (admin: Admin, mapping: Mapping): Promise<number> =>
  readLag(admin, mapping, await admin.fetchTopicOffsets(mapping.topic));
