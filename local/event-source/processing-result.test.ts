import { expect, test } from 'vitest';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { connectionResult, deliveryResult } from './processing-result.ts';

const why = 'why';

test.each([
  [{ kind: 'succeeded' }, 'OK'],
  [{ kind: 'function_failed', error: why }, 'PROBLEM: Function call failed'],
  [{ kind: 'throttled', error: why }, 'PROBLEM: Function call failed'],
  [{ kind: 'not_invoked', error: why }, 'PROBLEM: Function call failed'],
  [{ kind: 'too_large', error: why }, 'PROBLEM: Record too large'],
  [{ kind: 'not_discarded', error: why }, 'PROBLEM: Failed to write to the on-failure destination'],
] as const)('after %j the result is "%s"', (outcome, result) => {
  expect(deliveryResult(outcome)).toBe(result);
});

test.each([
  ['Not authorized to access topics: [Topic authorization failed]', 'Cluster failed to authorize Lambda'],
  ['Connection error: ssl/tls alert certificate required', 'Server failed to authenticate Lambda'],
  ['Connection error: self-signed certificate in certificate chain', 'Lambda failed to authenticate server'],
  ["Hostname/IP does not match certificate's altnames", 'Lambda failed to authenticate server'],
  ['error:0480006C:PEM routines::no start line', 'Provided certificate or private key is invalid'],
  ['connect ECONNREFUSED', 'Connection error. Please check your event source connection configuration.'],
])('a consumer that ends with "%s" is told as "%s"', (message, result) => {
  expect(connectionResult(new Error('KafkaJSError', { cause: new Error(message) }))).toBe(`PROBLEM: ${result}`);
});

test('a secret that cannot be used is a certificate that cannot be', () => {
  const error = new PlatformError('secret_unavailable', 'the secret filter lacks what it is for');
  expect(connectionResult(error)).toBe('PROBLEM: Provided certificate or private key is invalid');
});
