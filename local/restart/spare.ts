import type { BrokerId } from '../../modules/platform/instance/hosts.ts';

/** What Kafka says of its brokers and of who is in sync. */
export interface Cluster {
  /** Those that are there. */
  readonly brokers: readonly number[];
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }[];
}

/** Of three controllers two decide; a partition with fewer replicas in sync takes no records (see brokerSettings). */
const needed = 2;
const shownPartitions = 3;

/** Why a broker cannot be spared for a moment; undefined when it can, or is away already. */
export function whyNotSpare(id: BrokerId, { brokers, partitions }: Cluster): string | undefined {
  if (!brokers.includes(id)) return undefined;
  const others = brokers.filter((each) => each !== id);
  if (others.length < needed)
    return `only ${others.length} other broker is there, and without two nothing is decided or written`;
  const short = partitions.filter(({ isr }) => isr.includes(id) && isr.length <= needed);
  if (short.length === 0) return undefined;
  const shown = short.slice(0, shownPartitions).map(({ topic, partition }) => `${topic}-${partition}`);
  const more = short.length > shown.length ? ', …' : '';
  return `${short.length} partitions would have fewer than ${needed} replicas in sync and take no records (${shown.join(', ')}${more})`;
}

/** Whether everything that a broker has a replica of is in sync again. */
export const isInSync = (id: BrokerId, { brokers, partitions }: Cluster): boolean =>
  brokers.includes(id) && partitions.every(({ replicas, isr }) => !replicas.includes(id) || isr.includes(id));
