import { inTime } from '../../modules/retry/in-time.ts';
import { apiAddress } from '../deploy/api.ts';
import { engineUrl } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';
import { addressesOf, type Address } from '../observe/addresses.ts';

/** Where to look. The API is left out while the engine does not say within so many milliseconds where it answers. */
export async function findAddresses(instance: Instance, timeoutMs: number): Promise<readonly Address[]> {
  const apiUrl = await inTime(apiAddress(instance), timeoutMs, 'the engine').catch(() => undefined);
  // People ask from this machine, whatever host the containers know the engine by.
  return addressesOf(instance, apiUrl?.replace(engineUrl(instance), `http://localhost:${instance.ports.engine}`));
}
