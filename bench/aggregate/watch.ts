import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { administrator } from '../../modules/platform/access.ts';
import { categoryStatsSchema } from '../../modules/category-stats/category-stats.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { kafkaAs, withAdmin } from '../../local/kafka/client.ts';
import type { SentChange } from './stock.ts';

const topic = 'category_stats';
const readTimeoutMs = 120_000;

/** Figures as they were published. */
interface Published {
  readonly units: number;
  /** Of the record, epoch milliseconds. */
  readonly at: number;
}

export interface FiguresWatch {
  /** Waits until everything that is in the topic now has been read. */
  caughtUp(): Promise<void>;
  /** Milliseconds from a change to the first figures that count it. Throws when no figures do. */
  delayOf(change: SentChange): number;
  /** How many records came since the watch began. */
  published(): number;
  close(): Promise<void>;
}

/** Keeps what is published of categories whose names begin with the prefix. */
export async function watchFigures(instance: Instance, prefix: string): Promise<FiguresWatch> {
  const seen = new Map<string, Published[]>();
  const read = new Map<number, number>();
  const beganAt = Date.now();
  const consumer = kafkaAs(instance, administrator).consumer({ groupId: `bench-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { key, value, timestamp, offset } }) => {
      read.set(partition, Number(offset) + 1);
      const category = key?.toString() ?? '';
      if (value === null || !category.startsWith(prefix)) return;
      const units = categoryStatsSchema.parse(JSON.parse(value.toString())).available_units;
      seen.set(category, [...(seen.get(category) ?? []), { units, at: Number(timestamp) }]);
    },
  });
  return {
    async caughtUp() {
      const ends = await withAdmin(instance, (admin) => admin.fetchTopicOffsets(topic));
      const isBehind = (): boolean =>
        ends.some(
          ({ partition, low, high }) => Number(high) > Number(low) && (read.get(partition) ?? 0) < Number(high),
        );
      for (const deadline = Date.now() + readTimeoutMs; isBehind() && Date.now() < deadline;) await pause(100);
      if (isBehind()) throw new Error(`${topic} could not be read to its end`);
    },
    delayOf({ category, units, at }) {
      const first = seen.get(category)?.find((published) => published.units >= units);
      if (first === undefined) throw new Error(`a change of ${category} is in no figures`);
      return first.at - at;
    },
    published: () => [...seen.values()].flat().filter(({ at }) => at >= beganAt).length,
    close: () => consumer.disconnect(),
  };
}
