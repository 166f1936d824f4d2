import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { callApi, postToApi, type Api } from './call.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers each request with the next of these. */
async function apiThat(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]): Promise<Api> {
  const server = createServer((request, response) => answers.shift()?.(request, response));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, headers: { 'x-api-key': 'secret' } };
}

const schema = z.object({ url: z.string(), key: z.string() });

const echo = (request: IncomingMessage, response: ServerResponse): unknown =>
  response.end(JSON.stringify({ url: request.url, key: request.headers['x-api-key'] }));
const hangUp = (request: IncomingMessage): unknown => request.socket.destroy();
const answering =
  (status: number, body: string) =>
  (_: IncomingMessage, response: ServerResponse): unknown =>
    response.writeHead(status).end(body);

test('a call carries its key and the parameters that are given', async () => {
  const query = { name: 'часы & co', brand: ['А', 'Б'], in_stock: true, page: 2, sort: undefined };
  const { url, key } = await callApi(await apiThat(echo), '/products', query, schema);
  expect(key).toBe('secret');
  expect([...new URL(url, 'http://x').searchParams]).toEqual([
    ['name', 'часы & co'],
    ['brand', 'А'],
    ['brand', 'Б'],
    ['in_stock', 'true'],
    ['page', '2'],
  ]);
});

test('a call that gets no answer is repeated once, not more', async () => {
  expect(await callApi(await apiThat(hangUp, echo), '/products', {}, schema)).toMatchObject({ url: '/products' });
  await expect(callApi(await apiThat(hangUp, hangUp, echo), '/products', {}, schema)).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining('does not answer'),
  });
});

test.each([
  [
    400,
    '{"title":"Bad Request","detail":"page: must be a whole number"}',
    '400: Bad Request: page: must be a whole number',
  ],
  [403, '{"message":"Forbidden"}', '403: Forbidden'],
  [502, '<html>', '502: <html>'],
])('an answer of %d is one clear line, and is not repeated', async (status, body, line) => {
  const api = await apiThat(answering(status, body), echo);
  await expect(callApi(api, '/products', {}, schema)).rejects.toMatchObject({
    code: 'request_refused',
    message: `the API answered ${line}`,
  });
});

test('what is posted goes as JSON, under the same key, and any answer of 2xx will do', async () => {
  const received = Promise.withResolvers<string>();
  const api = await apiThat((request, response) => {
    void text(request).then(received.resolve);
    response.writeHead(202).end(JSON.stringify({ url: request.url, key: request.headers['x-api-key'] }));
  });
  expect(await postToApi(api, '/events', { action_name: 'click' }, schema)).toEqual({ url: '/events', key: 'secret' });
  expect(await received.promise).toBe('{"action_name":"click"}');
});

test('an answer of another shape is named as such', async () => {
  const api = await apiThat(answering(200, '{"url":1}'));
  await expect(callApi(api, '/products', {}, schema)).rejects.toThrow(/the API's answer is not understood: .*url/s);
});
