import { inTime } from '../../modules/retry/in-time.ts';
import { apiAddress } from '../deploy/api.ts';
import type { Instance } from '../instance/instance.ts';
import { addressesOf, type Address } from '../observe/addresses.ts';

/** Where to look. The API is left out while the engine does not say within so many milliseconds where it answers. */
export async function findAddresses(instance: Instance, timeoutMs: number): Promise<readonly Address[]> {
  const apiUrl = await inTime(apiAddress(instance), timeoutMs, 'the engine').catch(() => undefined);
  return addressesOf(instance, apiUrl);
}
