import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaName } from '../../modules/platform/function-names.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { invoker } from '../event-source/invoke.ts';
import type { Instance } from '../instance/instance.ts';

/** Milliseconds; the sample takes a few seconds, most of them for the start of the function. */
const finishTimeoutMs = 120_000;

/** Has the deployed function do its scheduled analysis now, and resolves when it is done. */
export async function analyseNow(instance: Instance): Promise<void> {
  const client = new LambdaClient({ ...engineClientConfig(instance), maxAttempts: 1 });
  try {
    const outcome = await invoker(client, lambdaName('analytics'), finishTimeoutMs)(Buffer.from('{}'));
    if (outcome.kind !== 'succeeded') throw new PlatformError('invoke_failed', `the analysis failed: ${outcome.error}`);
  } finally {
    client.destroy();
  }
}
