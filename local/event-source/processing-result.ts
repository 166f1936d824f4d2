import { describeError } from '../../modules/errors/platform-error.ts';
import type { Outcome } from './after-invoke.ts';

/** LastProcessingResult of a mapping that has delivered nothing yet. */
export const nothingProcessed = 'No records processed';

/** LastProcessingResult after the delivery of an event. */
export function deliveryResult({ kind }: Outcome): string {
  if (kind === 'succeeded') return 'OK';
  if (kind === 'not_discarded') return 'PROBLEM: Failed to write to the on-failure destination';
  return kind === 'too_large' ? 'PROBLEM: Record too large' : 'PROBLEM: Function call failed';
}

/** What kafkajs, TLS and the secrets say, and how AWS words it. */
const connectionProblems: readonly (readonly [RegExp, string])[] = [
  [/not authorized|authorization failed/i, 'Cluster failed to authorize Lambda'],
  [/\balert\b/i, 'Server failed to authenticate Lambda'],
  [/self-signed|unable to (?:verify|get)|altnames|expired/i, 'Lambda failed to authenticate server'],
  [/\bsecret\b|\bPEM\b|key values mismatch|bad decrypt/i, 'Provided certificate or private key is invalid'],
];

/**
 * LastProcessingResult while no consumer polls, by the error that ended the last one.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-troubleshoot.html
 */
export function connectionResult(error: unknown): string {
  const said = describeError(error);
  const known = connectionProblems.find(([pattern]) => pattern.test(said))?.[1];
  return `PROBLEM: ${known ?? 'Connection error. Please check your event source connection configuration.'}`;
}
