import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { buyerKey } from '../modules/platform/api-names.ts';
import { lambdaName } from '../modules/platform/function-names.ts';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { engineClientConfig } from '../local/engine/endpoint.ts';
import { productAt } from '../local/catalogue/product.ts';
import { inject, restore } from '../local/faults/faults.ts';
import { prometheus, prometheusUrl } from '../local/services/prometheus.ts';
import { readInbox } from '../local/telegram/inbox.ts';
import { alarmsOf } from './support/alarms.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
/** Half a minute is what people are promised; a busy machine gets more. */
const toldWithin = { timeout: 90_000, interval: 250 };

/** Alarms look back a minute; a busy machine gets more. */
const alarmsWithin = { timeout: 240_000, interval: 500 };
/** Longer than the route of the cloud's alarms waits. */
const untilAlarmsWouldBeTold = 50_000;

const absence = prometheus.absence?.(instance);
if (absence !== undefined) process.stderr.write(`alerts are not tried: ${absence}\n`);

/** What people were told of what began after that moment, in short: other tests have made trouble of their own. */
const toldSince = (start: number): readonly string[] =>
  readInbox(instance)
    .filter(({ text }) => beganAt(text) >= start)
    .map(({ text }) => inShort(text))
    .toSorted();

/** When the first trouble of a message began, epoch milliseconds; a message has whole seconds, by the clocks of Moscow. */
function beganAt(text: string): number {
  const { date = '', time = '' } = /^(?:С|До) (?<date>[\d.]{10}) (?<time>[\d:]{8})/mu.exec(text)?.groups ?? {};
  return Date.parse(`${date.split('.').toReversed().join('-')}T${time}.999+03:00`);
}

/** What happened and to whom: "СРАБОТАЛО: Брокер Kafka 1 не работает". */
function inShort(text: string): string {
  const kind = /СРАБОТАЛО|ВОССТАНОВЛЕНО/u.exec(text)?.[0];
  const summaries = Array.from(text.matchAll(/^• (?<summary>.*)$/gmu), ({ groups }) => groups?.['summary']);
  return `${kind}: ${summaries.join(', ')}`;
}

const config = engineClientConfig(instance);

/** The cloud's alarms that fire, of which people on duty are told nothing while an outage is why. */
async function firingAlarms(): Promise<readonly string[]> {
  const client = new CloudWatchClient(config);
  const found = await alarmsOf(client, { StateValue: 'ALARM' });
  client.destroy();
  return found.flatMap(({ AlarmName }) => AlarmName ?? []);
}

/** Has something fail that people ask for while OpenSearch is away. */
async function search(): Promise<void> {
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  const response = await fetch(`${address}/products?name=часы`, { headers: { 'x-api-key': key } });
  await response.body?.cancel();
}

/** The same for HDFS. */
async function analyse(): Promise<void> {
  const client = new LambdaClient({ ...config, maxAttempts: 1 });
  await client.send(new InvokeCommand({ FunctionName: lambdaName('analytics'), Payload: '{}' }));
  client.destroy();
}

/** How many servers Prometheus sees at work while none of their alerts fires; 0 after an earlier test, for a while. */
async function serversUp(): Promise<number> {
  const up = 'sum(kafka:broker_up:bool or up{job=~"hdfs|event-source|marketplace"} or marketplace_up)';
  const alerts = 'ALERTS{alertname=~"(Broker|OpenSearch|EventSource|Api|NameNode|DataNode)Down"}';
  const query = encodeURIComponent(`${up} unless on () ${alerts}`);
  const response = await fetch(`${prometheusUrl(instance)}/api/v1/query?query=${query}`);
  return Number(/"value":\[[\d.]+,"(?<value>\d+)"\]/u.exec(await response.text())?.groups?.['value'] ?? 0);
}

/** Three brokers, two servers of HDFS, the event source, the API, and the three systems that the API sees. */
const allServers = 10;

describe.skipIf(absence !== undefined)('people on duty', () => {
  beforeAll(() => vi.waitUntil(async () => (await serversUp()) === allServers, toldWithin), 120_000);
  // Whatever a test has broken.
  afterEach(() => restore(instance), 240_000);

  test('are told once of a broker that stops, products go on meanwhile, and once that it is back', async () => {
    const prefix = uniqueName('alerts');
    const start = Date.now();
    await inject(instance, 'stop-broker', '1');
    const products = Array.from({ length: 200 }, (_, n) => productAt(3, n, prefix));
    const sending = sendAsShop(instance, products, { rate: 50 });
    const fired = 'СРАБОТАЛО: Брокер Kafka 1 не работает';
    await expect.poll(() => toldSince(start), toldWithin).toEqual([fired]);
    expect(await sending).toMatchObject({ end: 'finished', sent: products.length });
    await settled(instance);
    expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(products.length);

    await restore(instance);
    const ended = 'ВОССТАНОВЛЕНО: Брокер Kafka 1 не работает';
    await expect.poll(() => toldSince(start), toldWithin).toEqual([ended, fired]);
  }, 400_000);

  // Two minutes each: the cloud's alarms are slow.
  test.runIf(process.env['OUTAGES'] === 'all').each([
    ['stop-opensearch', 'OpenSearch не отвечает', search, 'marketplace-api-errors'],
    ['stop-namenode', 'HDFS NameNode не отвечает', analyse, 'marketplace-analytics-errors'],
  ])(
    'are told once of %s, not of what follows though the alarms of the cloud fire, and once that it is back',
    async (fault, outage, fail, follower) => {
      const prefix = uniqueName('alerts');
      const start = Date.now();
      await inject(instance, fault);
      const products = Array.from({ length: 50 }, (_, n) => productAt(4, n, prefix));
      await sendAsShop(instance, products);
      const fired = `СРАБОТАЛО: ${outage}`;
      await expect.poll(() => toldSince(start), toldWithin).toEqual([fired]);
      await fail();
      await expect.poll(firingAlarms, alarmsWithin).toContain(follower);
      await pause(untilAlarmsWouldBeTold);
      expect(toldSince(start)).toEqual([fired]);

      await restore(instance);
      const both = [`ВОССТАНОВЛЕНО: ${outage}`, fired];
      await expect.poll(() => toldSince(start), toldWithin).toEqual(both);
      await settled(instance);
      expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(products.length);
      await expect.poll(firingAlarms, alarmsWithin).toEqual([]);
      expect(toldSince(start)).toEqual(both);
    },
    900_000,
  );
});
