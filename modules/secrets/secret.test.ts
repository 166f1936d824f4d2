import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeError } from '../errors/platform-error.ts';
import { readSecret } from './secret.ts';

const schema = z.object({ privateKey: z.string() });

/** What is told of a secret with this value. */
async function toldOf(value: string): Promise<string> {
  const client = new SecretsManagerClient({ region: 'us-east-1' });
  const output = { SecretString: value, $metadata: {} };
  client.middlewareStack.add(() => () => Promise.resolve({ response: undefined, output }), { step: 'initialize' });
  return await readSecret(client, 'filter', schema).then(
    () => 'read',
    (error: unknown) => describeError(error),
  );
}

test('a secret of its form is read', async () => {
  expect(await toldOf('{"privateKey":"s3cret"}')).toBe('read');
});

test.each(['-----BEGIN s3cret', '{"privateKey": s3cret', '{"privateKey":["s3cret"]}', '"s3cret"'])(
  'what is told of %j has nothing of its value',
  async (value) => {
    const told = await toldOf(value);
    expect(told).toContain('the secret filter lacks what it is for');
    expect(told).not.toContain('s3cret');
  },
);
