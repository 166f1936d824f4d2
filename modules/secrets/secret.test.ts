import { once } from 'node:events';
import { createServer } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { describeError } from '../errors/platform-error.ts';
import { readSecret } from './secret.ts';

const schema = z.object({ privateKey: z.string() });

/** What is told of a secret with this value, by a server that answers as Secrets Manager does. */
async function toldOf(value: string): Promise<string> {
  const server = createServer((_, response) => response.end(JSON.stringify({ Name: 'filter', SecretString: value })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
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
