import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiAddress } from '../../local/deploy/api.ts';
import { metricsKey } from '../../local/deploy/secrets.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { createTopics } from '../../local/kafka/create-topics.ts';
import { opensearchUrl } from '../../local/services/opensearch.ts';
import { testIndices } from '../../tests/support/indices.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { indexedProduct } from '../../tests/support/deployed.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import { administrator, mappingGroups } from '../../modules/platform/access.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import { collect } from './collect.ts';
import { hdfsReadings } from './hdfs.ts';
import { kafkaReadings, measuredTopics } from './kafka.ts';
import { opensearchReadings } from './opensearch.ts';
import { respond } from './respond.ts';

const instance = testInstance();
const closedPort = 1;

interface Addresses {
  readonly brokers?: string[];
  readonly opensearch?: string;
  readonly nameNode?: string;
}

/** What the function answers, in this process, with systems at these addresses. */
async function scrape({ brokers, opensearch, nameNode }: Addresses = {}): Promise<string> {
  const kafka = adminConnection(
    async () => kafkaAs(instance, 'metrics', brokers === undefined ? {} : { brokers, retry: { retries: 0 } }),
    measuredTopics,
  );
  const client = openSearchClient(
    { url: opensearch ?? opensearchUrl(instance), auth: 'none', region: 'us-east-1' },
    { requestTimeout: 20_000, maxRetries: 0 },
  );
  const hdfs = webHdfsClient(
    { urls: [nameNode ?? `http://127.0.0.1:${instance.ports.nameNode}`], user: 'metrics' },
    { retries: { attempts: 1, deadlineMs: 1_000 } },
  );
  try {
    const readings = [
      ...kafkaReadings(kafka),
      ...opensearchReadings({ client, names: indexNames, now: Date.now }),
      ...hdfsReadings(hdfs),
    ];
    // A busy machine takes long; that a reading is not waited for is proved elsewhere.
    const measuring = { key: async () => ({ key: 'k' }), readings, timeoutMs: 20_000, log: jsonLog(() => undefined) };
    const { statusCode, body } = await respond(measuring, { headers: { authorization: 'Bearer k' } });
    expect(statusCode).toBe(200);
    return body;
  } finally {
    await Promise.all([kafka.close(), client.close()]);
    hdfs.close();
  }
}

const up = (text: string): Record<string, number> =>
  Object.fromEntries(
    Array.from(text.matchAll(/^marketplace_up\{system="(?<system>\w+)"\} (?<value>\d)$/gmu), ({ groups }) => [
      groups?.['system'] ?? '',
      Number(groups?.['value']),
    ]),
  );

const seriesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('a healthy platform is told with the lag of every group, also of those that are idle', async () => {
  const text = await scrape();
  expect(up(text)).toEqual({ kafka: 1, opensearch: 1, hdfs: 1 });
  for (const { group, topic } of mappingGroups)
    expect(text).toMatch(
      new RegExp(`^marketplace_consumer_lag_records\\{group="${group}",topic="${topic}"\\} \\d+$`, 'mu'),
    );
  expect(text).toMatch(/^marketplace_under_replicated_partitions \d+$/mu);
  expect(text).toMatch(/^marketplace_dead_letters_waiting \d+$/mu);
  expect(text).toMatch(/^marketplace_hdfs_safe_mode 0$/mu);
  expect(text).toMatch(/^marketplace_index_documents\{index="filtered_products"\} \d+$/mu);
  expect(seriesOf(text).length).toBeLessThan(200);
});

test.each([
  ['kafka', { brokers: [`localhost:${closedPort}`] }],
  ['opensearch', { opensearch: `http://127.0.0.1:${closedPort}` }],
  ['hdfs', { nameNode: `http://127.0.0.1:${closedPort}` }],
] as const)('while %s cannot be reached it is told as down, and the rest as ever', async (system, addresses) => {
  const readable = 'brokers' in addresses ? { brokers: [...addresses.brokers] } : addresses;
  expect(up(await scrape(readable))).toEqual({ kafka: 1, opensearch: 1, hdfs: 1, [system]: 0 });
});

test('a change by a shop whose clock is ahead is fresh, not of the future', async () => {
  const indices = await testIndices();
  const { client, names } = indices;
  try {
    const version = Date.now() + 3_600_000;
    const body = indexedProduct(version);
    await client.index({ index: names.products, id: 'ahead', body });
    await indices.refresh();
    const readings = opensearchReadings({ client, names, now: Date.now });
    const samples = await collect(readings, { timeoutMs: 20_000, log: jsonLog(() => undefined) });
    expect(samples).toContainEqual({ name: 'marketplace_freshness_seconds', value: 0 });
  } finally {
    await indices.remove();
  }
});

const get = async (authorization?: string): Promise<Response> =>
  fetch(`${await apiAddress(instance)}/metrics`, {
    headers: authorization === undefined ? {} : { authorization },
    signal: AbortSignal.timeout(30_000),
  });

describe('the deployed function', () => {
  test('answers a scraper that shows its key', async () => {
    const response = await get(`Bearer ${await metricsKey(instance)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toMatch(/^marketplace_up\{system="kafka"\} [01]$/mu);
  });

  test.each([
    ['no key', undefined],
    ['a wrong key', 'Bearer of-nobody'],
    ['a key of another kind', 'Basic bm9ib2R5'],
  ])('refuses %s with a problem', async (_, authorization) => {
    const response = await get(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.text()).not.toContain('marketplace_');
  });
});

describe('the certificate of metrics', () => {
  const topic = uniqueName('metrics');
  const admin = kafkaAs(instance, administrator).admin();
  const kafka = kafkaAs(instance, 'metrics', { retry: { retries: 0 } });
  const own = kafka.admin();

  beforeAll(async () => {
    await Promise.all([admin.connect(), own.connect()]);
    await createTopics(admin, [{ topic, numPartitions: 1, replicationFactor: 3 }]);
  });

  afterAll(async () => {
    await admin.deleteTopics({ topics: [topic] });
    await Promise.all([admin.disconnect(), own.disconnect()]);
  });

  const refused = { type: expect.stringMatching(/_AUTHORIZATION_FAILED$/u) };

  test('may not write to a topic that it describes', async () => {
    const producer = kafka.producer({ retry: { retries: 0 } });
    await producer.connect();
    const sending = producer.send({ topic: 'dead_letters', messages: [{ value: 'x' }] });
    await expect(sending).rejects.toMatchObject(refused);
    await producer.disconnect();
  });

  test('may not read one in the group of a function', async () => {
    const consumer = kafka.consumer({ groupId: 'filter-products', retry: { retries: 0 } });
    const crashed = Promise.withResolvers<Error>();
    consumer.on(consumer.events.CRASH, ({ payload }) => crashed.resolve(payload.error));
    await consumer.connect();
    await consumer.subscribe({ topics: ['products'] });
    await consumer.run({ eachMessage: async () => undefined });
    expect(await crashed.promise).toMatchObject({ message: expect.stringMatching(/authoriz/iu) });
    await consumer.disconnect();
  });

  test('may not delete the group of a function', async () => {
    const groupAuthorizationFailed = { groups: [{ groupId: 'archive-products', errorCode: 30 }] };
    await expect(own.deleteGroups(['archive-products'])).rejects.toMatchObject(groupAuthorizationFailed);
  });

  test('may not see a topic that is not of the platform', async () => {
    await expect(own.fetchTopicMetadata({ topics: [topic] })).rejects.toMatchObject(refused);
  });

  test('may not create a topic', async () => {
    const topics = [{ topic: uniqueName('forbidden'), numPartitions: 1 }];
    await expect(own.createTopics({ topics })).rejects.toThrow(/creation/u);
  });
});
