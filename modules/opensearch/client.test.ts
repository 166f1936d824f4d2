import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { answeringServer } from '../../tests/support/answering-server.ts';
import { openSearchClient } from './client.ts';

afterEach(() => vi.unstubAllEnvs());

/** The headers of one request of a client with this authentication. */
async function headersOf(auth: 'none' | 'sigv4'): Promise<IncomingHttpHeaders | undefined> {
  let headers: IncomingHttpHeaders | undefined;
  const server = createServer((request, response) => {
    headers = request.headers;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openSearchClient({ url, auth, region: 'eu-west-1' }, { requestTimeout: 5_000, maxRetries: 0 });
  try {
    await client.info();
    return headers;
  } finally {
    await client.close();
    server.close();
  }
}

test('on AWS requests are signed with the credentials of the function, for its region', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  const headers = await headersOf('sigv4');
  expect(headers?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/es\/aws4_request, /,
  );
  expect(headers?.['x-amz-security-token']).toBe('token');
});

test('elsewhere they are not signed', async () => {
  expect((await headersOf('none'))?.authorization).toBeUndefined();
});

test.each(['none', 'sigv4'] as const)(
  'an answer out of time is refused, whichever search it is to (%s)',
  async (auth) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const url = await answeringServer(() => ({ timed_out: true, hits: { hits: [] } }));
    const client = openSearchClient({ url, auth, region: 'eu-west-1' }, { requestTimeout: 5_000, maxRetries: 1 });
    onTestFinished(() => client.close());
    await expect(client.search({ index: 'an_index' })).rejects.toMatchObject({ code: 'opensearch_unavailable' });
    await expect(client.transport.request({ method: 'POST', path: '/an_index/_search' })).rejects.toMatchObject({
      code: 'opensearch_unavailable',
    });
  },
);

test('a server that does not answer is given up on in time', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openSearchClient({ url, auth: 'none', region: 'eu-west-1' }, { requestTimeout: 100, maxRetries: 1 });
  const startedAt = performance.now();
  await expect(client.info()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await client.close();
  server.closeAllConnections();
  server.close();
});
