import { variable } from '../../modules/config/environment.ts';
import { metricsKeySecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { grantGeneratedKey } from './generated-key.ts';
import { arnOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/** Gives a function the key that readers of its metrics must show. */
export function grantMetricsKey(fn: PlatformFunction, surroundings: Surroundings): void {
  const key = {
    id: 'Key',
    secretName: metricsKeySecretName,
    description: 'Key for GET /metrics, sent by Prometheus as Authorization: Bearer',
    name: 'key',
  };
  fn.lambda.addEnvironment(variable.metricsKeySecretArn, arnOf(grantGeneratedKey(fn, key, surroundings)));
}
