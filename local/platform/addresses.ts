import { apiAddress } from '../deploy/api.ts';
import type { Instance } from '../instance/instance.ts';
import { renderAddresses } from '../observe/render.ts';

/** The table of addresses of a running instance. */
export const describeAddresses = async (instance: Instance): Promise<string> =>
  renderAddresses(instance, await apiAddress(instance));
