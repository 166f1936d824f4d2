import { afterAll, expect, test } from 'vitest';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aProduct } from '../../tests/support/records.ts';
import { indexedIds, publishAs, sendAsShop, settled } from '../../tests/support/send.ts';
import { withOpenSearch } from '../platform/clients.ts';
import { refill } from './refill.ts';

const instance = testInstance();
const id = uniqueName('refilled');

afterAll(() => publishAs(instance, 'shop', [{ topic: 'products', key: id, value: null }]));

/** As if it had never been there: a deletion of its own version would hold against the product's. */
const lose = (): Promise<unknown> =>
  withOpenSearch(instance, async (client) => {
    const { body } = await client.get({ index: indexNames.products, id });
    const version = body._version ?? 0;
    return client.delete({ index: indexNames.products, id, refresh: true, version, version_type: 'external_gte' });
  });

test('a product that the index has lost is found again after a refill', async () => {
  await sendAsShop(instance, [aProduct({ product_id: id })]);
  await settled(instance);
  await lose();
  expect(await indexedIds(instance, indexNames.products, id)).toEqual([]);

  expect(await refill(instance)).toEqual(['filtered_products', 'client_queries', 'dead_letters']);
  await settled(instance);
  expect(await indexedIds(instance, indexNames.filteredProducts, id)).toEqual([id]);
}, 600_000);
