import { keptConnection, type KeptConnection } from './kept-connection.ts';
import type { Admin, Kafka } from './library.ts';

/** Longer than any call of a round may take. */
const closeDelayMs = 2_000;

/**
 * An admin connection that is kept from round to round; after a failure the next one has a fresh connection. `topics` are
 * those whose offsets will be asked for.
 */
export const adminConnection = (
  connect: () => Promise<Kafka>,
  topics: ReadonlySet<string> = new Set(),
): KeptConnection<Admin> =>
  keptConnection(
    async () => {
      const admin = (await connect()).admin({ retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 2 } });
      await admin.connect();
      // One after the other: kafkajs loses topics when several that are new to it are asked for at once.
      for (const topic of topics) await admin.fetchTopicOffsets(topic).catch(() => undefined);
      return admin;
    },
    // Other calls of the same round may be using it: it is closed when all have had their time.
    async (admin) => {
      setTimeout(() => void admin.disconnect(), closeDelayMs);
    },
  );
