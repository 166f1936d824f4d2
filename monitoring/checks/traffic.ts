import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { analyseNow } from '../../local/platform/analysis.ts';
import { feedSample } from '../../local/platform/sample.ts';
import { elementAt } from '../../local/catalogue/element.ts';
import { productAt } from '../../local/catalogue/product.ts';
import { showKey } from '../../local/keys/show.ts';
import { callApi, postToApi, type Api, type Query } from '../../local/client-api/call.ts';
import { buyersApi } from '../../local/client-api/deployed-api.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { sendAsShop, settled } from '../../tests/support/send.ts';
import { moderate } from './moderating.ts';

const answer = z.looseObject({});
const hitsSchema = z.looseObject({ hits: z.array(z.looseObject({ product_id: z.string() })).min(1) });

/** Gives an instance what the platform has after a start with the sample, and then some work. */
export async function fillInstance(instance: Instance): Promise<void> {
  await feedSample(instance, () => undefined);
  await work(instance);
}

/**
 * Has an instance do what the dashboards show, through its public interfaces: shops send, of which some is refused, buyers
 * search, look and are given advice, and all of it is analysed.
 */
export async function work(instance: Instance): Promise<void> {
  const prefix = uniqueName('dashboards');
  const elements = Array.from({ length: 150 }, (_, n) => elementAt(7, n, { banned: 0.1, malformed: 0.05 }, prefix));
  await Promise.all([sendAsShop(instance, elements), buyersApi({ instance: instance.name }).then(buy)]);
  await sendOverHttp(instance, prefix);
  await settled(instance);
  await analyseNow(instance);
  await moderate(instance);
}

/** A shop without a client of Kafka, which reads first what the API takes. */
async function sendOverHttp(instance: Instance, prefix: string): Promise<void> {
  const { address, header } = await showKey(instance, 'shop');
  const [name = '', value = ''] = header.split(': ');
  const api = { address, headers: { [name]: value } };
  await callApi(api, '/openapi.json', {}, answer);
  await postToApi(api, '/products', [productAt(7, 0, `${prefix}-http`)], answer);
}

async function buy(api: Api): Promise<void> {
  const user = randomUUID();
  const ask = (path: string, query: Query = {}): Promise<unknown> => callApi(api, path, query, answer);
  const { hits } = await callApi(api, '/products', { name: 'часы' }, hitsSchema);
  for (const name of ['смартфон', 'чайник', `ничего-${user}`]) await ask('/products', { name });
  for (const { product_id } of hits.slice(0, 3))
    await postToApi(
      api,
      '/events',
      { action_name: 'click', user_id: user, event_attributes: { object: { object_id: product_id } } },
      answer,
    );
  await ask(`/recommendations/${user}`);
  await ask('/categories');
}
