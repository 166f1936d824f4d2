import { buyerKey } from '../../modules/platform/api-names.ts';
import type { InstanceOptions, JsonOptions } from '../command-line/options.ts';
import { apiAddress, apiKey } from '../deploy/api.ts';
import { findInstance } from '../instance/instance.ts';
import type { Api } from './call.ts';

/** Options of every command of the client. */
export interface ClientOptions extends InstanceOptions, JsonOptions {}

/** The deployed API of the instance that is asked for, under the key of buyers. */
export async function buyersApi(options: InstanceOptions): Promise<Api> {
  const instance = findInstance(options.instance);
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  return { address, headers: { 'x-api-key': key } };
}
