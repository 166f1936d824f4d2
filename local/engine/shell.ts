import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../modules/config/environment.ts';
import type { Instance } from '../instance/instance.ts';
import { engineCredentials, engineEnvironment, engineUrl } from './endpoint.ts';

const profile = 'marketplace';

const allowedForCdkLocal = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
];

/**
 * Environment variables under which `cdk`, `cdklocal`, the AWS CLI and any SDK speak to the instance's engine. One file with one
 * profile stands in for those of the person; cdk is told its name, so that not even an AWS_PROFILE of the same command leads elsewhere.
 */
export function shellEnvironment(instance: Instance): Record<string, string> {
  const file = writeProfile(instance);
  return {
    ...engineEnvironment(instance),
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: file,
    CDK_PROFILE: profile,
    // cdklocal refuses to start without the first, and takes from the environment only what the second lists.
    AWS_ENDPOINT_URL_S3: engineUrl(instance),
    AWS_ENVAR_ALLOWLIST: allowedForCdkLocal.join(),
    // Nobody reviews rights on a developer's machine.
    CDK_REQUIRE_APPROVAL: 'never',
  };
}

function writeProfile(instance: Instance): string {
  const file = join(instance.directory, 'aws-profile');
  const { accessKeyId, secretAccessKey } = engineCredentials(instance);
  const lines = [`[${profile}]`, `aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

/** Names of variables that could lead an SDK or cdk to an account: profiles, tokens, addresses. */
export const accountVariables = (environment: Environment): readonly string[] =>
  Object.keys(environment).filter((name) => /^(?:AWS|CDK)_/u.test(name));

/** An environment without those. */
export function withoutAccounts(environment: Environment): Environment {
  const leading = new Set(accountVariables(environment));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !leading.has(name)));
}
