import { setTimeout as pause } from 'node:timers/promises';
import { administrator } from '../../modules/platform/access.ts';
import type { BrokerId } from '../../modules/platform/instance/hosts.ts';
import type { Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { Patience } from '../services/patience.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { isInSync, type Cluster } from './spare.ts';

const lookEvery = 500;
/** Milliseconds in which nothing comes nearer. */
const quietMs = 60_000;
/** One that is down is not waited for. */
const impatient = { connectionTimeout: 2_000, requestTimeout: 5_000, retry: { initialRetryTime: 100, retries: 4 } };

/** What Kafka says of itself now. */
async function readCluster(instance: Instance): Promise<Cluster> {
  const admin = kafkaAs(instance, administrator, impatient).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    return {
      brokers: brokers.map(({ nodeId }) => nodeId),
      partitions: topics.flatMap(({ name: topic, partitions }) =>
        partitions.map(({ partitionId: partition, replicas, isr }) => ({ topic, partition, replicas, isr })),
      ),
    };
  } finally {
    await admin.disconnect();
  }
}

/** The same; undefined when no broker says. */
export const findCluster = (instance: Instance): Promise<Cluster | undefined> =>
  readCluster(instance).catch(() => undefined);

/** Resolves when a broker that was started is in sync again; see `server_not_ready` for when it does not get there. */
export async function waitUntilInSync(instance: Instance, id: BrokerId): Promise<void> {
  const patience = new Patience(quietMs, performance.now());
  for (;;) {
    const cluster = await findCluster(instance);
    if (cluster !== undefined && isInSync(id, cluster)) return;
    const behind = cluster?.partitions.filter(({ replicas, isr }) => replicas.includes(id) && !isr.includes(id)).length;
    const over = patience.look(String(behind), performance.now());
    if (over !== undefined)
      throw new PlatformError(
        'server_not_ready',
        `broker-${id} runs, but is not in sync after ${over}: ${behind} partitions are missing`,
      );
    await pause(lookEvery);
  }
}
