import { expect, test } from 'vitest';
import { clientOptions } from './client-options.ts';
import { iamToken } from './iam-token.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', sessionToken: 'session/token==' };

const token = (): Promise<string> => iamToken('eu-central-1', credentials, new Date('2026-01-02T03:04:05Z'));

test('the token for MSK is a call to kafka-cluster:Connect that is signed, for a quarter of an hour', async () => {
  const address = new URL(Buffer.from(await token(), 'base64url').toString());
  expect(address.host).toBe('kafka.eu-central-1.amazonaws.com');
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'AKIDEXAMPLE/20260102/eu-central-1/kafka-cluster/aws4_request',
    'X-Amz-Date': '20260102T030405Z',
    'X-Amz-Expires': '900',
    'X-Amz-Security-Token': 'session/token==',
    'X-Amz-SignedHeaders': 'host',
  });
});

test("its signature is that of AWS's own package for the same moment", async () => {
  const address = new URL(Buffer.from(await token(), 'base64url').toString());
  expect(address.searchParams.get('X-Amz-Signature')).toBe(
    'cffa684b13a47c5c8eec83a9f7ae7df321915b93bbd2355b636f2b8fb87db33b',
  );
});

test('a client that IAM knows shows a fresh token each time that it signs in, over TLS', async () => {
  const tokens = ['first', 'second'];
  const { ssl, sasl } = clientOptions({
    clientId: 'filter',
    brokers: ['b-1:9098'],
    login: { token: () => Promise.resolve(tokens.shift() ?? '') },
  });
  expect(ssl).toBe(true);
  if (sasl === undefined || sasl.mechanism !== 'oauthbearer' || !('oauthBearerProvider' in sasl))
    throw new Error('no OAUTHBEARER');
  expect([await sasl.oauthBearerProvider(), await sasl.oauthBearerProvider()]).toEqual([
    { value: 'first' },
    { value: 'second' },
  ]);
});
