import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { PlatformFunction } from '../platform-function.ts';
import { grantSecretAccess, secretOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Letters and digits only: a key goes into headers and configuration files. MiniStack ignores excludePunctuation. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

interface GeneratedKey {
  readonly id: string;
  readonly secretName: string;
  readonly description: string;
  /** Under which name the secret's JSON has the key. */
  readonly name: string;
}

/** A secret, which the function may read, with a key that Secrets Manager makes up; no template holds it. */
export function grantGeneratedKey(
  fn: PlatformFunction,
  { id, secretName, description, name }: GeneratedKey,
  surroundings: Surroundings,
): ISecret {
  const generateSecretString = {
    secretStringTemplate: '{}',
    generateStringKey: name,
    passwordLength: 40,
    excludeCharacters: punctuation,
  };
  const secret = secretOf(fn, id, { secretName, description, generateSecretString }, surroundings);
  grantSecretAccess(fn, [secret]);
  return secret;
}
