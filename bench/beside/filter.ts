import { PlatformError } from '../../modules/errors/platform-error.ts';
import { consumerGroup } from '../../modules/platform/access.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withAdmin } from '../../local/kafka/client.ts';
import { eventSourceOf, type InvokeWay } from '../measure/event-source.ts';
import { drain, type Drained, type DrainOptions, type Ranges } from './drain.ts';
import { kafkaStreams, verdictsOf } from './kafka-streams.ts';

const brokers = ['broker-1', 'broker-2', 'broker-3'];

/** What both filter: all that stands in `products`. */
export interface FilterWork {
  readonly products: Ranges;
  readonly warmUp: number;
  /** How many rules were added to the ban list. */
  readonly rules: number;
}

export interface FilteredByUs {
  readonly drained: Drained;
  /** What was written to `filtered_products`. */
  readonly filtered: Ranges;
  readonly rejected: number;
}

export async function filterByUs(instance: Instance, way: InvokeWay, work: FilterWork): Promise<FilteredByUs> {
  const before = await rangesOf(instance, ['filtered_products', 'rejected_products']);
  const processes = [...brokers, 'engine', 'event-source'];
  const group = consumerGroup('filter', 'products');
  const drained = await drain(instance, eventSourceOf('filter', way), optionsOf(work, group, processes));
  const after = await rangesOf(instance, ['filtered_products', 'rejected_products']);
  const added = (topic: Topic): Ranges => addedTo(before.get(topic), after.get(topic));
  return { drained, filtered: added('filtered_products'), rejected: countOf(added('rejected_products')) };
}

/** Kafka Streams needs a new group for each round: it finds its own offsets in the old one. */
export async function filterByStreams(
  instance: Instance,
  round: number,
  work: FilterWork,
): Promise<{ readonly drained: Drained; readonly rejected: number }> {
  const group = `bench-streams-${process.pid}-${round}`;
  const processes = [...brokers, 'kafka-streams'];
  const drained = await drain(instance, kafkaStreams(group, work.rules), optionsOf(work, group, processes));
  const { rejected, dead } = verdictsOf(instance);
  if (dead > 0) throw new PlatformError('input_invalid', `Kafka Streams could not read ${dead} products`);
  return { drained, rejected };
}

const optionsOf = ({ products, warmUp }: FilterWork, group: string, processes: readonly string[]): DrainOptions => ({
  group,
  topic: 'products',
  ranges: products,
  warmUp,
  processes,
});

/** What stands in topics now. */
export async function rangesOf(instance: Instance, topics: readonly Topic[]): Promise<ReadonlyMap<Topic, Ranges>> {
  return await withAdmin(instance, async (admin) => {
    const all = new Map<Topic, Ranges>();
    // One after the other: kafkajs loses topics when several that are new to it are asked for at once.
    for (const topic of topics) {
      const ends = await admin.fetchTopicOffsets(topic);
      all.set(
        topic,
        new Map(ends.map(({ partition, low, high }) => [partition, { from: Number(low), to: Number(high) }])),
      );
    }
    return all;
  });
}

const addedTo = (before: Ranges | undefined, after: Ranges | undefined): Ranges =>
  new Map([...(after ?? [])].map(([partition, { to }]) => [partition, { from: before?.get(partition)?.to ?? 0, to }]));

export const countOf = (ranges: Ranges): number =>
  [...ranges.values()].reduce((sum, { from, to }) => sum + to - from, 0);
