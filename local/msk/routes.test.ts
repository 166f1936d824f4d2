import { expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { localCluster } from '../../tests/support/local-cluster.ts';
import { answer } from './routes.ts';

const cluster = localCluster(instanceAt('unit', 10_000));
const get = (url: string) => answer(cluster, 'GET', url);
const arn = encodeURIComponent(clusterArn);

test('the brokers are those on the ports of the instance', () => {
  expect(get(`/v1/clusters/${arn}/bootstrap-brokers`)).toEqual({
    status: 200,
    body: { bootstrapBrokerStringTls: 'localhost:19092,localhost:19094,localhost:19095' },
  });
});

test('pages lead through every node exactly once', () => {
  const seen: unknown[] = [];
  let token: string | undefined = '0';
  while (token !== undefined) {
    const { status, body } = get(`/v1/clusters/${arn}/nodes?maxResults=2&nextToken=${token}`);
    expect(status).toBe(200);
    const page = body as { nodeInfoList: unknown[]; nextToken?: string };
    seen.push(...page.nodeInfoList);
    token = page.nextToken;
  }
  expect(seen).toEqual(cluster.nodes);
});

test.each([
  ['/v1/clusters/nonsense/bootstrap-brokers', 'clusterArn'],
  ['/v1/clusters/%E0%A4%A/bootstrap-brokers', 'clusterArn'],
  [`/v1/clusters/${arn}/nodes?maxResults=0`, 'maxResults'],
  [`/v1/clusters/${arn}/nodes?maxResults=abc`, 'maxResults'],
  [`/v1/clusters/${arn}/nodes?nextToken=99`, 'nextToken'],
  ['/api/v2/clusters?clusterTypeFilter=TINY', 'clusterTypeFilter'],
])('a bad request names the parameter at fault: %s', (url, invalidParameter) => {
  expect(get(url)).toMatchObject({ status: 400, errorType: 'BadRequestException', body: { invalidParameter } });
});

test('what the API does not have is not found, whatever the method', () => {
  expect(get('/v1/clusters')).toMatchObject({ status: 404, errorType: 'NotFoundException' });
  expect(answer(cluster, 'DELETE', `/api/v2/clusters/${arn}`)).toMatchObject({ status: 404 });
});
