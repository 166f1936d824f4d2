import { randomUUID } from 'node:crypto';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Admin } from '../../modules/kafka/library.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { administrator } from '../../modules/platform/access.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { kafkaAs } from '../kafka/client.ts';
import { createTopics } from '../kafka/create-topics.ts';
import { lagRound, type LagDependencies } from './lag-metrics.ts';

const instance = testInstance();
const config = engineClientConfig(instance);
const cloudwatch = new CloudWatchClient(config);
const kafka = kafkaAs(instance, administrator);
const connection = adminConnection(async () => kafka);
const admin: Admin = kafka.admin();
const producer = kafka.producer();
const topic = uniqueName('lag');
const begun = Date.now() - 600_000;

let clusterName: string;
let group: string;
let clock: number;

beforeAll(async () => {
  await Promise.all([admin.connect(), producer.connect()]);
  await createTopics(admin, [{ topic, numPartitions: 2, replicationFactor: 3 }]);
});
afterAll(async () => {
  await admin.deleteTopics({ topics: [topic] });
  await Promise.all([admin.disconnect(), producer.disconnect(), connection.close()]);
  cloudwatch.destroy();
});
beforeEach(() => {
  clusterName = uniqueName('cluster');
  group = uniqueName('lag-group');
  clock = begun;
});

const round = (dependencies: Partial<LagDependencies> = {}) =>
  lagRound({
    kafka: connection,
    cloudwatch,
    groups: [group],
    clusterName,
    now: () => clock,
    ...dependencies,
  });

const write = (partition: number, count: number) =>
  producer.send({ topic, messages: Array.from({ length: count }, () => ({ partition, value: randomUUID() })) });

async function commitEverything(): Promise<void> {
  const ends = await admin.fetchTopicOffsets(topic);
  const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
  await admin.setOffsets({ groupId: group, topic, partitions });
}

/** Values of a metric of the group, oldest first. */
async function valuesOf(MetricName: string): Promise<number[]> {
  const Dimensions = [
    { Name: 'Cluster Name', Value: clusterName },
    { Name: 'Consumer Group', Value: group },
    { Name: 'Topic', Value: topic },
  ];
  const Metric = { Namespace: 'AWS/Kafka', MetricName, Dimensions };
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(begun - 60_000),
      EndTime: new Date(begun + 900_000),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [{ Id: 'lag', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
    }),
  );
  return MetricDataResults[0]?.Values ?? [];
}

test('what a group has not taken is told in records and in seconds, by cluster, group and topic as MSK does', async () => {
  await write(0, 1);
  await commitEverything();
  const next = round();
  await next();
  await write(0, 5);
  await write(1, 3);
  clock += 60_000;
  await next();
  clock += 60_000;
  await next();
  await commitEverything();
  clock += 60_000;
  await next();
  expect(await valuesOf('MaxOffsetLag')).toEqual([0, 5, 5, 0]);
  expect(await valuesOf('EstimatedMaxTimeLag')).toEqual([0, 60, 120, 0]);
});

test('of a group that has committed nothing nothing is told', async () => {
  await round()();
  expect(await valuesOf('MaxOffsetLag')).toEqual([]);
});

test('a group that rebalances is not told until it is stable', async () => {
  await write(0, 1);
  await commitEverything();
  const consumer = kafka.consumer({ groupId: group });
  const next = round();
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ autoCommit: false, eachMessage: async () => undefined });
    await expect
      .poll(
        async () => {
          clock += 60_000;
          await next();
          return (await valuesOf('MaxOffsetLag')).length;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
  } finally {
    await consumer.disconnect();
  }
});

test.each([
  [
    'Kafka',
    () => ({
      kafka: adminConnection(async () =>
        kafkaAs(instance, administrator, { brokers: ['localhost:1'], retry: { retries: 0 } }),
      ),
    }),
  ],
  [
    'the engine',
    () => ({ cloudwatch: new CloudWatchClient({ ...config, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 }) }),
  ],
])('a round without %s fails and puts nothing, a later one goes on', async (_, away) => {
  await commitEverything();
  await expect(round(away())()).rejects.toThrow(/ECONNREFUSED|Connection error/u);
  expect(await valuesOf('MaxOffsetLag')).toEqual([]);
  await round()();
  expect(await valuesOf('MaxOffsetLag')).toEqual([0]);
});
