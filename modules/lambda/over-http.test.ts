import { expect, test } from 'vitest';
import { taggedResponse } from '../http/response.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonLog } from '../logging/log.ts';
import { apiFunction } from './api-function.ts';

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly origins?: readonly string[];
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly path?: Readonly<Record<string, string>>;
}

const respond = async (event: unknown) => taggedResponse({ method: (event as { httpMethod: string }).httpMethod });
const fail = async (): Promise<never> => {
  throw new PlatformError('opensearch_unavailable', 'cannot search');
};

async function ask({ method = 'GET', headers = {}, origins = [], query, path }: Asked, answer = respond) {
  const handler = apiFunction(answer, { log: jsonLog(() => undefined), origins });
  const event = { httpMethod: method, headers, multiValueQueryStringParameters: query, pathParameters: path };
  return handler(event, {} as never);
}

test('HEAD is answered as GET, without the content', async () => {
  const [head, get] = await Promise.all([ask({ method: 'HEAD' }), ask({})]);
  expect(get.body).toBe('{"method":"GET"}');
  expect(head).toEqual({ ...get, body: '' });
});

test.each([
  ['the tag', (tag: string) => tag],
  ['the tag that a proxy has made weak, beside another', (tag: string) => `"other", W/${tag}`],
  ['any tag', () => '*'],
])('who has the content by %s is spared it', async (_, known) => {
  const { headers } = await ask({});
  const answer = await ask({ headers: { 'If-None-Match': known(String(headers?.['etag'])) } });
  expect(answer).toEqual({ statusCode: 304, headers, body: '' });
  expect(await ask({ headers: { 'if-none-match': '"other"' } })).toMatchObject({ statusCode: 200 });
});

const shop = 'https://shop.example';
test.each([
  ['a listed origin', [shop, 'https://other.example'], shop],
  ['any origin where all are allowed', ['*'], shop],
  ['another origin', ['https://other.example'], undefined],
])('pages of %s may read an answer as the setting says, also that of a failure', async (_, origins, allowed) => {
  for (const answer of [respond, fail]) {
    const { headers } = await ask({ headers: { Origin: shop }, origins }, answer);
    expect(headers).toMatchObject({ vary: 'Origin' });
    expect(headers?.['access-control-allow-origin']).toBe(allowed);
  }
});

test('without the setting an answer says nothing of origins', async () => {
  const { headers } = await ask({ headers: { origin: shop } });
  expect(Object.keys(headers ?? {})).toEqual(['content-type', 'cache-control', 'etag']);
});

test.each([
  ['bytes of no UTF-8 in the query', { query: { name: ['\uFFFD\uFFFD'] } }, 'name'],
  ['the character 0', { query: { name: ['a\0'] } }, 'name'],
])('an address with %s is refused, and the parameter named', async (_, asked, parameter) => {
  const { statusCode, body } = await ask(asked);
  expect(statusCode).toBe(400);
  expect(JSON.parse(body)).toMatchObject({
    errors: [{ parameter, detail: expect.stringMatching(/^must be text in UTF-8/u) as string }],
  });
});

test.each(['%F7%E0', '%C3%28', 'a%00', '%', '%zz', 'a%2', '%u0447', '%ED%A0%80', '%EF%BF%BD'])(
  'the part %s of a path is refused, and what is wrong with it said',
  async (part) => {
    const { statusCode, body } = await ask({ path: { product_id: part } });
    expect(statusCode).toBe(400);
    const detail = 'must be text in UTF-8, and a percent sign in it is written %25';
    expect(JSON.parse(body)).toMatchObject({ errors: [{ parameter: 'product_id', detail }] });
  },
);

test.each([{ path: { product_id: '%D1%87%25' } }, { path: { user_id: '100%2525' } }, { query: { name: ['100%zz'] } }])(
  'what may be text is read: %j',
  async (asked) => expect(await ask(asked)).toMatchObject({ statusCode: 200 }),
);
