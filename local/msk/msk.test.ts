import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  BadRequestException,
  DescribeClusterV2Command,
  GetBootstrapBrokersCommand,
  KafkaClient,
  ListClustersV2Command,
  NotFoundException,
  paginateListNodes,
} from '@aws-sdk/client-kafka';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { localCluster } from '../../tests/support/local-cluster.ts';
import { mskServer } from './server.ts';

const server = mskServer(localCluster(instanceAt('unit', 0)));
let client: KafkaClient;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = new KafkaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});

afterAll(() => {
  client.destroy();
  server.close();
});

test("AWS's client finds the brokers from the cluster's ARN", async () => {
  const { BootstrapBrokerStringTls } = await client.send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }));
  expect(BootstrapBrokerStringTls).toBe('localhost:9092,localhost:9094,localhost:9095');
});

test("AWS's client lists and describes the same cluster", async () => {
  const { ClusterInfoList } = await client.send(new ListClustersV2Command({ ClusterNameFilter: 'market' }));
  const { ClusterInfo } = await client.send(new DescribeClusterV2Command({ ClusterArn: clusterArn }));
  expect(ClusterInfoList).toEqual([ClusterInfo]);
  expect(ClusterInfo).toMatchObject({ ClusterArn: clusterArn, State: 'ACTIVE', CreationTime: expect.any(Date) });
  expect(ClusterInfo?.Provisioned?.NumberOfBrokerNodes).toBe(3);
});

test('a name that no cluster has lists nothing', async () => {
  const { ClusterInfoList } = await client.send(new ListClustersV2Command({ ClusterNameFilter: 'elsewhere' }));
  expect(ClusterInfoList).toEqual([]);
});

test("AWS's paginator walks through the nodes one by one", async () => {
  const ids: unknown[] = [];
  for await (const { NodeInfoList = [] } of paginateListNodes({ client, pageSize: 1 }, { ClusterArn: clusterArn }))
    ids.push(...NodeInfoList.map((node) => node.BrokerNodeInfo?.BrokerId));
  expect(ids).toEqual([1, 2, 3]);
});

test('an unknown cluster and a malformed ARN are the exceptions that AWS throws', async () => {
  const unknown = client.send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn.replace(/-1$/, '-2') }));
  await expect(unknown).rejects.toThrow(NotFoundException);
  const malformed = client.send(new GetBootstrapBrokersCommand({ ClusterArn: 'marketplace' }));
  await expect(malformed).rejects.toThrow(BadRequestException);
});
