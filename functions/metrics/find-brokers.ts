import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import type { Admin } from '../../modules/kafka/library.ts';
import { inTime } from '../../modules/retry/in-time.ts';

/** Milliseconds by which a cold start may grow. */
const timeoutMs = 3_000;

/** Finding the brokers takes longer than a scrape may, so the cold start waits for it, but not for ever. Never rejects. */
export const findBrokers = (kafka: KeptConnection<Admin>): Promise<unknown> =>
  inTime(
    kafka.use((admin) => admin.describeCluster()),
    timeoutMs,
    'finding the brokers',
  ).catch(() => undefined);
