import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { brokers } from '../local/services/kafka.ts';
import { opensearch } from '../local/services/opensearch.ts';
import { killService, startService, stopService } from '../local/services/services.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop, settled } from './support/send.ts';
import { readTopic } from '../local/kafka/read-topic.ts';

const instance = testInstance();

/** Whatever a test has stopped runs again afterwards. */
afterEach(async () => {
  for (const service of [...brokers, opensearch]) await startService(instance, service);
});

const someProducts = (prefix: string, count: number): { product_id: string }[] =>
  Array.from({ length: count }, (_, n) => productAt(3, n, prefix));

test('OpenSearch is away for 30 s during a send: the filter goes on, nothing is lost, all is searchable afterwards', async () => {
  const prefix = uniqueName('away');
  const products = someProducts(prefix, 3_000);
  const sending = sendAsShop(instance, products, { rate: 100 });
  await pause(3_000);
  await stopService(instance, opensearch);
  await pause(30_000);
  const passedTheFilter = (await readTopic(instance, 'filtered_products')).filter(({ key }) =>
    key?.toString().startsWith(prefix),
  );
  expect(passedTheFilter.length).toBeGreaterThan(2_000);
  await startService(instance, opensearch);
  expect(await sending).toMatchObject({ end: 'finished', sent: products.length });
  await settled(instance);
  expect(new Set(await indexedIds(instance, 'filtered_products', prefix))).toEqual(
    new Set(products.map(({ product_id }) => product_id)),
  );
});

/** Ways in which a broker goes; `npm run test:faults` has it go in peace as well. */
const ends = [
  { title: 'killed with SIGKILL', end: killService },
  { title: 'stopped with SIGTERM', end: stopService },
].slice(0, process.env['OUTAGES'] === 'all' ? 2 : 1);

test.each(ends)(
  'a broker is $title during a send of 10,000: what was acknowledged is there, and reaches search',
  async ({ end }) => {
    const [, broker] = brokers;
    if (broker === undefined) throw new Error('there is no second broker');
    const prefix = uniqueName('outage');
    const products = someProducts(prefix, 10_000);
    const sending = sendAsShop(instance, products, { rate: 1_000 });
    await pause(2_000);
    await end(instance, broker);
    await pause(4_000);
    await startService(instance, broker);
    expect(await sending).toMatchObject({ end: 'finished', sent: products.length });

    const ids = new Set(products.map(({ product_id }) => product_id));
    const present = (await readTopic(instance, 'products')).map(({ key }) => String(key));
    expect(new Set(present.filter((id) => ids.has(id)))).toEqual(ids);
    await settled(instance);
    expect(new Set(await indexedIds(instance, 'filtered_products', prefix))).toEqual(ids);
  },
);
