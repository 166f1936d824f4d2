import { productAt } from '../../local/catalogue/product.ts';
import { apiAddress, apiKey } from '../../local/deploy/api.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { uniqueName } from './instance.ts';
import { indexedIds, sendAsShop } from './send.ts';
import { until } from './until.ts';

/** What a buyer gets from the API Gateway of the instance's engine. */
async function ask(instance: Instance, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${await apiAddress(instance)}${path}`, {
    headers: { 'x-api-key': await apiKey(instance, 'buyer') },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, text: await response.text() };
}

/** How a product that a shop sent looks to a buyer: whether a search finds it, and the status of its own address. */
export interface Looked {
  readonly found: boolean;
  readonly status: number;
}

/** Sends two products as the shop does, one of a banned brand, and looks for both as a buyer does. */
export async function fromShopToBuyer(
  instance: Instance,
): Promise<{ readonly allowed: Looked; readonly banned: Looked }> {
  const prefix = uniqueName('localstack');
  const name = `Часы ${prefix}`;
  const allowed = { ...productAt(1, 1), product_id: `${prefix}-allowed`, name };
  const banned = { ...productAt(1, 2), product_id: `${prefix}-banned`, name, brand: 'ПодделкинЪ' };
  await sendAsShop(instance, [allowed, banned]);
  const indexed = async (index: string): Promise<boolean> => (await indexedIds(instance, index, prefix)).length > 0;
  await until(
    'both are decided and indexed',
    async () => (await indexed('filtered_products')) && (await indexed('rejected_products')),
    150_000,
  );
  const search = await ask(instance, `/products?name=${encodeURIComponent(name)}`);
  const look = async ({ product_id }: { product_id: string }): Promise<Looked> => ({
    found: search.status === 200 && search.text.includes(`"${product_id}"`),
    status: (await ask(instance, `/products/${product_id}`)).status,
  });
  return { allowed: await look(allowed), banned: await look(banned) };
}

/** What is right. */
export const onlyAllowedIsSeen = { allowed: { found: true, status: 200 }, banned: { found: false, status: 404 } };
