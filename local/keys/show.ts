import { buyerKey } from '../../modules/platform/api-names.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { apiAddress, apiKey } from '../deploy/api.ts';
import { metricsKey, moderatorKeys, shopKeys } from '../deploy/secrets.ts';
import type { Instance } from '../instance/instance.ts';

/** Who has keys of the API. */
export const keyOwners = ['buyer', 'shop', 'moderator', 'metrics'] as const;
export type KeyOwner = (typeof keyOwners)[number];

/** How one asks the API. */
export interface ShownKey {
  /** Without a slash at the end. */
  readonly address: string;
  /** The header that carries the key. */
  readonly header: string;
  /** A command that asks something. */
  readonly curl: string;
}

const product = '[{"product_id":"p1","name":"Чайник","price":{"amount":2490,"currency":"RUB"},"category":"Кухня"}]';

/** What stands behind the header in the command of each. */
const asks: Readonly<Record<KeyOwner, (address: string) => string>> = {
  buyer: (address) => `-G --data-urlencode 'name=часы' '${address}/products'`,
  shop: (address) => `-H 'content-type: application/json' -d '${product}' '${address}/products'`,
  moderator: (address) => `'${address}/bans'`,
  metrics: (address) => `'${address}/metrics'`,
};

/** The key of the deployed API of an instance. `name`: whose, where several shops or moderators have one. */
export async function showKey(instance: Instance, owner: KeyOwner, name: string = owner): Promise<ShownKey> {
  const [address, key] = await Promise.all([apiAddress(instance), keyOf(instance, owner, name)]);
  const header = owner === 'buyer' ? `x-api-key: ${key}` : `authorization: Bearer ${key}`;
  return { address, header, curl: `curl -H '${header}' ${asks[owner](address)}` };
}

async function keyOf(instance: Instance, owner: KeyOwner, name: string): Promise<string> {
  if (owner === 'buyer') return apiKey(instance, buyerKey);
  if (owner === 'metrics') return metricsKey(instance);
  const keys = await (owner === 'shop' ? shopKeys(instance) : moderatorKeys(instance));
  const key = keys[name];
  if (key !== undefined) return key;
  const names = Object.keys(keys).join(', ');
  throw new PlatformError('input_invalid', `no ${owner} is called "${name}"; there are: ${names}`);
}
