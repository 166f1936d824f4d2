import { afterAll, describe, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { inject, restore } from '../local/faults/faults.ts';
import { prometheus, prometheusUrl } from '../local/services/prometheus.ts';
import { readInbox } from '../local/telegram/inbox.ts';
import { testInstance, uniqueName } from './instance.ts';
import { indexedIds, sendAsShop, settled } from './send.ts';

const instance = testInstance();
/** Half a minute is what people are promised; a busy machine gets more. */
const toldWithin = { timeout: 90_000, interval: 250 };

const absence = prometheus.absence?.(instance);
if (absence !== undefined) process.stderr.write(`alerts are not tried: ${absence}\n`);

/** Messages about Kafka from the given one on: other tests make trouble of their own. */
const messagesSince = (first: number): readonly string[] =>
  readInbox(instance)
    .slice(first)
    .map(({ text }) => text)
    .filter((text) => /(?:Брокер|Разделы|кластере) Kafka/u.test(text));

/** How many brokers run, as Prometheus sees them; 0 while it still has an alert of an earlier test. */
async function brokersUp(): Promise<number> {
  const query = 'sum(kafka:broker_up:bool) unless on () ALERTS{alertname="BrokerDown"}';
  const response = await fetch(`${prometheusUrl(instance)}/api/v1/query?query=${encodeURIComponent(query)}`);
  return Number(/"value":\[[\d.]+,"(?<value>\d+)"\]/u.exec(await response.text())?.groups?.['value'] ?? 0);
}

describe.skipIf(absence !== undefined)('people on duty', () => {
  afterAll(() => restore(instance));

  test('are told once of a broker that stops, products go on meanwhile, and once that it is back', async () => {
    await expect.poll(brokersUp, toldWithin).toBe(3);
    const prefix = uniqueName('alerts');
    const first = readInbox(instance).length;
    await inject(instance, 'stop-broker', '2');
    const products = Array.from({ length: 200 }, (_, n) => productAt(3, n, prefix));
    const sending = sendAsShop(instance, products, { rate: 50 });
    const fired = expect.stringMatching(/СРАБОТАЛО.*Брокер Kafka 2/su);
    await expect.poll(() => messagesSince(first), toldWithin).toEqual([fired]);
    const sent = await sending;
    expect(sent).toMatchObject({ end: 'finished', sent: products.length });
    await settled(instance);
    expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(products.length);

    await restore(instance);
    const both = [fired, expect.stringMatching(/ВОССТАНОВЛЕНО.*Брокер Kafka 2/su)];
    await expect.poll(() => messagesSince(first), toldWithin).toEqual(both);
  }, 400_000);
});
