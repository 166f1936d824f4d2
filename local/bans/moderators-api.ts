import { Option } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Api } from '../client-api/call.ts';
import type { InstanceOptions, JsonOptions } from '../command-line/options.ts';
import { apiAddress } from '../deploy/api.ts';
import { moderatorKeys } from '../deploy/secrets.ts';
import { findInstance } from '../instance/instance.ts';

/** Options of every command that asks the API. */
export interface ModeratorOptions extends InstanceOptions, JsonOptions {
  readonly moderator: string;
}

/** `--moderator`, under whose name changes stand in the history. */
export const moderatorOption = (): Option =>
  new Option('--moderator <name>', 'whose key is shown: changes are made under this name').default('moderator');

/** The deployed API of the instance that is asked for, under the key of the moderator. */
export async function moderatorsApi({ instance: name, moderator }: ModeratorOptions): Promise<Api> {
  const instance = findInstance(name);
  // In this order: the first says best what is wrong with an instance that does not run.
  const address = await apiAddress(instance);
  const keys = await moderatorKeys(instance);
  const key = Object.hasOwn(keys, moderator) ? keys[moderator] : undefined;
  if (key === undefined)
    throw new PlatformError(
      'input_invalid',
      `there is no moderator "${moderator}" here; --moderator takes ${Object.keys(keys).toSorted().join(', ')}`,
    );
  return { address, headers: { authorization: `Bearer ${key}` } };
}
