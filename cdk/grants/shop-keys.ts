import { variable } from '../../modules/config/environment.ts';
import { shopKeysSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { grantGeneratedKey } from './generated-key.ts';
import { arnOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Gives a function the keys of shops: one to begin with, and those that people put there beside it. */
export function grantShopKeys(fn: PlatformFunction, surroundings: Surroundings): void {
  const key = {
    id: 'Keys',
    secretName: shopKeysSecretName,
    description: 'Keys of shops by their names, sent as Authorization: Bearer',
    name: 'shop',
  };
  fn.lambda.addEnvironment(variable.shopKeysSecretArn, arnOf(grantGeneratedKey(fn, key, surroundings)));
}
