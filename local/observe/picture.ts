import type { Client } from '@opensearch-project/opensearch';
import type { Admin } from '../../modules/kafka/library.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import { latestAnalysis } from '../../modules/platform/hdfs-directories.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { withHdfs } from '../hdfs/client.ts';
import type { Instance } from '../instance/instance.ts';
import { alertmanager } from '../services/alertmanager.ts';
import { isWanted } from '../services/services.ts';
import { readAlerts, type FiringAlert } from './alerts.ts';
import { readEventSourceStatus, type MappingStatus } from './event-source-status.ts';
import { look, readIndexFlow, readKafkaFlow, type IndexFlow, type KafkaFlow, type Seen } from './flow.ts';

/** Everything that the live view and `npm run status` show beside the servers, at one moment. */
export interface Picture {
  readonly kafka: Seen<KafkaFlow>;
  readonly index: Seen<IndexFlow>;
  readonly mappings: Seen<readonly MappingStatus[]>;
  /** When the last analysis was published, epoch milliseconds; null before the first one. */
  readonly lastAnalysis: Seen<number | null>;
  /** Missing where there is no monitoring. */
  readonly alerts?: Seen<readonly FiringAlert[]>;
}

/** Clients of the servers that are looked at; whoever made them closes them. */
export interface Observers {
  readonly kafka: KeptConnection<Admin>;
  readonly opensearch: Client;
}

/** Looks at everything at once. What has not answered within so many milliseconds is a hole in the picture. */
export async function takePicture(instance: Instance, observers: Observers, timeoutMs: number): Promise<Picture> {
  const seen = <T>(what: string, read: () => Promise<T>): Promise<Seen<T>> =>
    look(() => inTime(read(), timeoutMs, what));
  const [kafka, index, mappings, lastAnalysis, alerts] = await Promise.all([
    seen('Kafka', () => observers.kafka.use(readKafkaFlow)),
    seen('OpenSearch', () => readIndexFlow(observers.opensearch)),
    seen('the event source', () => readEventSourceStatus(instance, timeoutMs)),
    seen('HDFS', () => readLastAnalysis(instance, timeoutMs)),
    isWanted(instance, alertmanager) ? seen('Alertmanager', () => readAlerts(instance)) : undefined,
  ]);
  return { kafka, index, mappings, lastAnalysis, ...(alerts !== undefined && { alerts }) };
}

const readLastAnalysis = (instance: Instance, timeoutMs: number): Promise<number | null> =>
  withHdfs(instance, async (hdfs) => (await hdfs.status(latestAnalysis))?.modificationTime ?? null, {
    timeouts: { connect: timeoutMs, answer: timeoutMs },
    retries: { attempts: 1, deadlineMs: timeoutMs },
  });
