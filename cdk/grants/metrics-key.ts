import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { metricsKeySecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { allowReading, arnOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Letters and digits only: the key goes into headers and configuration files. MiniStack knows excludePunctuation not. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Gives a function the key that whoever reads its metrics must show. The service makes the value, no template has it. */
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
  allowReading(fn, [secret]);
  fn.lambda.addEnvironment(variable.metricsKeySecretArn, arnOf(secret));
}
