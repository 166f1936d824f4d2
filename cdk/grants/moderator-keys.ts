import { variable } from '../../modules/config/environment.ts';
import { moderatorKeysSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { grantGeneratedKey } from './generated-key.ts';
import { arnOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Gives a function the keys of moderators: one to begin with, and those that people put there beside it. */
export function grantModeratorKeys(fn: PlatformFunction, surroundings: Surroundings): void {
  const key = {
    id: 'Keys',
    secretName: moderatorKeysSecretName,
    description: 'Keys of moderators by their names, sent as Authorization: Bearer',
    name: 'moderator',
  };
  fn.lambda.addEnvironment(variable.moderatorKeysSecretArn, arnOf(grantGeneratedKey(fn, key, surroundings)));
}
