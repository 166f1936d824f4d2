import type { Client } from '@opensearch-project/opensearch';
import { consumerGroup, mappingGroups } from '../../modules/platform/access.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withAdmin } from '../../local/kafka/client.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { eventSourceOf, type InvokeWay } from '../measure/event-source.ts';
import { beginAt, drain, type Drained, type Ranges } from './drain.ts';
import { rangesOf } from './filter.ts';
import { bulkBodies, documentCounts, emptyIndices, type BulkBodies } from './index-documents.ts';
import { concurrencies, indexAtLimit } from './opensearch-limit.ts';

const topic = 'filtered_products';
const processes = ['opensearch', 'engine', 'event-source', 'broker-1', 'broker-2', 'broker-3'];

export interface IndexWork {
  /** What the filter has written in one round. */
  readonly filtered: Ranges;
  readonly warmUp: number;
}

/** What the index function makes of it, and how OpenSearch takes that best. */
export interface IndexGoal {
  readonly indices: readonly string[];
  readonly documents: BulkBodies;
  readonly concurrency: number;
}

/** Indexes once and looks at what came of it, so that nothing here need know how the function makes its documents. */
export async function findGoal(instance: Instance, work: IndexWork, tell: (line: string) => void): Promise<IndexGoal> {
  await using client = opensearchOf(instance);
  await ignoreOtherTopics(instance);
  const before = await documentCounts(client);
  await indexByUs(instance, 'engine', [], work);
  const after = await documentCounts(client);
  const indices = [...after].filter(([index, count]) => count > (before.get(index) ?? 0)).map(([index]) => index);
  const documents = await bulkBodies(client, indices);
  const concurrency = await bestConcurrency(instance, documents, indices, tell);
  return { indices, documents, concurrency };
}

async function bestConcurrency(
  instance: Instance,
  documents: BulkBodies,
  indices: readonly string[],
  tell: (line: string) => void,
): Promise<number> {
  const rates: { readonly concurrency: number; readonly rate: number }[] = [];
  for (const concurrency of concurrencies) {
    const { records, seconds } = await indexAtLimit(instance, documents, indices, concurrency);
    rates.push({ concurrency, rate: records / seconds });
    tell(`OpenSearch takes ${Math.round(records / seconds)} documents/s with ${concurrency} requests at once`);
  }
  return rates.toSorted((one, other) => other.rate - one.rate)[0]?.concurrency ?? 1;
}

export async function indexByUs(
  instance: Instance,
  way: InvokeWay,
  indices: readonly string[],
  { filtered, warmUp }: IndexWork,
): Promise<Drained> {
  await using client: Client & AsyncDisposable = opensearchOf(instance);
  await emptyIndices(client, indices);
  const group = consumerGroup('index', topic);
  return await drain(instance, eventSourceOf('index', way), { group, topic, ranges: filtered, warmUp, processes });
}

/** What the function reads beside `filtered_products` is no part of the measurement. */
async function ignoreOtherTopics(instance: Instance): Promise<void> {
  const others = mappingGroups.filter((mapping) => mapping.functionName === 'index' && mapping.topic !== topic);
  const ranges = await rangesOf(
    instance,
    others.map((mapping) => mapping.topic),
  );
  await withAdmin(instance, async (admin) => {
    for (const { group, topic: other } of others) {
      const ends = [...(ranges.get(other) ?? [])].map(([partition, { to }]) => [partition, to] as const);
      await beginAt(admin, group, other, ends);
    }
  });
}
