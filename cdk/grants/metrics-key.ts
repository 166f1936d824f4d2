import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { metricsKeySecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { arnOf, grantSecretAccess } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Letters and digits only: the key goes into headers and configuration files. MiniStack ignores excludePunctuation. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Gives a function the key that readers of its metrics must show. Secrets Manager makes it up; no template holds it. */
export function grantMetricsKey(fn: PlatformFunction, { removalPolicy }: Surroundings): void {
  const secret = new Secret(fn, 'Key', {
    secretName: metricsKeySecretName,
    description: 'Key for GET /metrics, sent by Prometheus as Authorization: Bearer',
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'key',
      passwordLength: 40,
      excludeCharacters: punctuation,
    },
    removalPolicy,
  }) as ISecret;
  grantSecretAccess(fn, [secret]);
  fn.lambda.addEnvironment(variable.metricsKeySecretArn, arnOf(secret));
}
