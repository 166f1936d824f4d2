import { CloudWatchClient, GetMetricDataCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, test } from 'vitest';
import { buyerKey } from '../modules/platform/api-names.ts';
import { lambdaName } from '../modules/platform/function-names.ts';
import { productAt } from '../local/catalogue/product.ts';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { engineClientConfig } from '../local/engine/endpoint.ts';
import { alarmsOf } from './support/alarms.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
const config = engineClientConfig(instance);
const cloudwatch = new CloudWatchClient(config);
const lambda = new LambdaClient({ ...config, maxAttempts: 1 });
/** Lag is put every half minute, logs are read every few seconds; a busy machine gets more. */
const within = { timeout: 240_000, interval: 500 };

afterAll(() => {
  cloudwatch.destroy();
  lambda.destroy();
});

/** Has every function called at least once, in the way in which it is called. */
async function callEverything(): Promise<void> {
  const prefix = uniqueName('alarms');
  // Three in a hundred are banned.
  await sendAsShop(
    instance,
    Array.from({ length: 300 }, (_, n) => productAt(3, n, prefix)),
  );
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const paths = ['/products?name=часы', '/categories', '/recommendations/nobody', '/metrics', '/bans', '/openapi.json'];
  const requests = paths.map((path) => fetch(`${address}${path}`, { headers }));
  const posted = ['/events', '/products'].map((path) =>
    fetch(`${address}${path}`, { method: 'POST', headers, body: '{}' }),
  );
  for (const response of await Promise.all([...requests, ...posted])) await response.body?.cancel();
  await lambda.send(new InvokeCommand({ FunctionName: lambdaName('analytics'), Payload: '{}' }));
  await settled(instance);
}

/** Whether a metric that an alarm watches had a value within the last hour. */
async function isFed({ Namespace, MetricName, Dimensions, Statistic }: MetricAlarm): Promise<boolean> {
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
      MetricDataQueries: [
        { Id: 'fed', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: Statistic } },
      ],
    }),
  );
  return (MetricDataResults[0]?.Values?.length ?? 0) > 0;
}

test('every alarm of the stack watches a metric that somebody puts', async () => {
  await callEverything();
  const all = await alarmsOf(cloudwatch, { AlarmNamePrefix: 'marketplace-' });
  expect(all.length).toBeGreaterThan(25);
  const hungry = async (): Promise<unknown[]> => {
    const fed = await Promise.all(all.map(isFed));
    return all.filter((_, index) => fed[index] === false).map(({ AlarmName }) => AlarmName);
  };
  await expect.poll(hungry, within).toEqual([]);
}, 600_000);
