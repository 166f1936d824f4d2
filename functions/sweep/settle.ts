import { setTimeout as sleep } from 'node:timers/promises';
import type { Settling } from '../../modules/ban-sweeps/sweep.ts';
import { committedOffsets, once } from '../../modules/kafka/committed-offsets.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import { kafkaFailure } from '../../modules/kafka/failure.ts';
import type { Admin } from '../../modules/kafka/library.ts';
import { consumerGroup } from '../../modules/platform/access.ts';

/** Who is waited for: a group that has committed what stands in its topic has passed it on. */
const groups: Readonly<Record<Settling['topic'], string>> = {
  products: consumerGroup('filter', 'products'),
  filtered_products: consumerGroup('index', 'filtered_products'),
};

/** Milliseconds between two questions. */
const pauseMs = 150;

/** What stands in a topic now. */
export async function endsOf(kafka: KeptConnection<Admin>, topic: Settling['topic']): Promise<Settling> {
  const ends: number[] = [];
  const offsets = await asked(kafka, (admin) => admin.fetchTopicOffsets(topic));
  for (const { partition, high } of offsets) ends[partition] = Number(high);
  return { topic, ends };
}

/**
 * Waits for what was sent: first until the filter has judged it, then until the index function has written it. Resolves with
 * what there is to wait for still after so many milliseconds, with nothing when the flow has done it all.
 */
export async function settle(
  kafka: KeptConnection<Admin>,
  settling: Settling,
  patienceMs: number,
): Promise<Settling | undefined> {
  const until = performance.now() + patienceMs;
  let waiting = settling;
  for (;;) {
    if (await isPast(kafka, waiting)) {
      if (waiting.topic === 'filtered_products') return undefined;
      waiting = await endsOf(kafka, 'filtered_products');
    } else if (performance.now() >= until) return waiting;
    else await sleep(pauseMs);
  }
}

async function isPast(kafka: KeptConnection<Admin>, { topic, ends }: Settling): Promise<boolean> {
  const [offsets, committed] = await asked(kafka, (admin) =>
    Promise.all([admin.fetchTopicOffsets(topic), committedOffsets(admin, groups[topic], topic, once)]),
  );
  // What retention has deleted nobody will commit.
  return offsets.every(
    ({ partition, low }) => Math.max(committed.get(partition) ?? 0, Number(low)) >= (ends[partition] ?? 0),
  );
}

const asked = <T>(kafka: KeptConnection<Admin>, ask: (admin: Admin) => Promise<T>): Promise<T> =>
  kafka.use(ask).catch((error: unknown) => {
    throw kafkaFailure(error, 'ask how far the flow is');
  });
