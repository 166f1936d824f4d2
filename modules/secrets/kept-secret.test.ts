import { once } from 'node:events';
import { createServer } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { keptSecret } from './kept-secret.ts';

test('a secret is asked for once a minute, so a new value is taken within that time', async () => {
  let [asked, now] = [0, 0];
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ Name: 'keys', SecretString: JSON.stringify({ anna: `key-${++asked}` }) })),
  );
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
  const keys = keptSecret('keys', z.record(z.string(), z.string()), client, () => now);
  expect([await keys(), await keys()]).toEqual([{ anna: 'key-1' }, { anna: 'key-1' }]);
  now = 60_001;
  expect(await keys()).toEqual({ anna: 'key-2' });
});
