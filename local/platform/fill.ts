import { kafkaFailure } from '../../modules/kafka/failure.ts';
import { ensureIndices } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried, type RetryBounds } from '../../modules/retry/retry.ts';
import { seedBans } from '../bans/seed.ts';
import { withHdfs } from '../hdfs/client.ts';
import { provisionHdfs } from '../hdfs/provision.ts';
import { isOutdated, renewProducts } from '../indices/renew.ts';
import type { Instance } from '../instance/instance.ts';
import { withAdmin } from '../kafka/client.ts';
import { provisionKafka } from '../kafka/provision.ts';
import { eventSource } from '../services/event-source.ts';
import { stopService } from '../services/services.ts';
import { withOpenSearch } from './clients.ts';

// What an empty server needs before it is of use. Doing it again changes nothing.

/** New ACLs reach the brokers one after the other. */
const untilAccessArrives: RetryBounds = {
  attempts: 10,
  deadlineMs: 20_000,
  isPassing: (error) => kafkaFailure(error, 'seed the ban list').code === 'kafka_refused',
};

/** Topics, access, ban list. */
export async function fillKafka(instance: Instance): Promise<void> {
  await withAdmin(instance, provisionKafka);
  await retried(() => seedBans(instance), untilAccessArrives);
}

/** Indices, and products that an earlier version indexed as this one searches them. Stops the event source while it renews those. */
export const fillOpenSearch = (instance: Instance, report: (line: string) => void): Promise<void> =>
  withOpenSearch(instance, async (client) => {
    if (await isOutdated(client)) {
      await stopService(instance, eventSource);
      await renewProducts(client, report);
    }
    await retried(() => ensureIndices(client), opensearchRetry);
  });

/** Directories and their owners. */
export const fillHdfs = (instance: Instance): Promise<void> => withHdfs(instance, provisionHdfs);
