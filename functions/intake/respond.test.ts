import { Client } from '@opensearch-project/opensearch';
import { expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { aProduct, keepingPublisher } from '../../tests/support/records.ts';
import { respond } from './respond.ts';

async function send(body: string, headers: Readonly<Record<string, string>> = { authorization: 'Bearer key-of-shop' }) {
  const publisher = keepingPublisher();
  const taking = {
    keys: async () => ({ 'shop-1': 'key-of-shop' }),
    publisher,
    client: new Client({ node: 'http://localhost:1' }),
    names: indexNames,
    log: jsonLog(() => undefined),
    now: Date.now,
    acknowledgeTimeoutMs: 1_000,
  };
  const { statusCode, body: answer } = await respond(taking, {
    resource: '/products',
    headers,
    body,
  });
  return { status: statusCode, answer: JSON.parse(answer) as unknown, published: publisher.published };
}

const sendAll = (products: readonly unknown[]) => send(JSON.stringify(products));

test('products are the records that a client of Kafka sends: keyed by their ids, in their order, and say whose they are', async () => {
  const products = [aProduct({ product_id: 'p1' }), aProduct({ product_id: 'p2' }), aProduct({ product_id: 'p1' })];
  const { status, answer, published } = await sendAll(products);
  expect({ status, answer }).toEqual({
    status: 202,
    answer: { accepted: 3, refused: [], unreadable: [], left_out: [] },
  });
  expect(published).toEqual(
    products.map((product) => ({
      topic: 'products',
      key: product.product_id,
      value: JSON.stringify(product),
      headers: [{ name: 'shop', value: 'shop-1' }],
    })),
  );
});

test('numbers go on with the digits that the shop wrote', async () => {
  const { published } = await send('[ {"product_id": "p1", "code": 12345678901234567890, "rate": 1.50} ]');
  expect(published[0]?.value).toBe('{"product_id":"p1","code":12345678901234567890,"rate":1.50}');
});

test('what will not be shown goes into the topic all the same, and the answer says why', async () => {
  const { answer, published } = await sendAll([
    { ...aProduct({ product_id: 'p1' }), price: '5' },
    7,
    { ...aProduct({ product_id: 'p2' }), tags: 'one' },
  ]);
  expect(answer).toEqual({
    accepted: 3,
    refused: [],
    unreadable: [
      { index: 0, product_id: 'p1', errors: ['price: an object is expected, found "5"'] },
      { index: 1, errors: ['product: an object is expected, found 7'] },
    ],
    left_out: [{ index: 2, product_id: 'p2', errors: ['tags: a list is expected, found "one"'] }],
  });
  expect(published.map(({ key }) => key)).toEqual(['p1', null, 'p2']);
});

test('what the topic does not take is refused by itself', async () => {
  const large = aProduct({ product_id: 'large', description: 'x'.repeat(1024 * 1024) });
  const { status, answer, published } = await sendAll([
    large,
    aProduct({ product_id: 'p2', name: 'Ча\uFFFD' }),
    aProduct({ product_id: 'p3' }),
  ]);
  expect({ status, answer }).toMatchObject({
    status: 202,
    answer: {
      accepted: 1,
      refused: [
        { index: 0, product_id: 'large', errors: [expect.stringContaining('may have 1048576')] },
        { index: 1, product_id: 'p2', errors: [expect.stringContaining('UTF-8')] },
      ],
    },
  });
  expect(published.map(({ key }) => key)).toEqual(['p3']);
  expect(await sendAll([large])).toMatchObject({ status: 400, published: [] });
});

test.each([
  ['one product', JSON.stringify(aProduct()), 400],
  ['a list of none', '[]', 400],
  ['1,001 products', JSON.stringify(Array.from({ length: 1_001 }, () => 1)), 400],
  ['lines of products', '{"product_id":"p1"}\n{"product_id":"p2"}', 400],
  ['more than 4 MiB', `["${'x'.repeat(4 * 1024 * 1024)}"]`, 413],
])('%s is refused, and nothing is sent', async (_, body, status) => {
  expect(await send(body)).toMatchObject({ status, published: [] });
});

test('a form is refused with what is taken', async () => {
  const headers = { authorization: 'Bearer key-of-shop', 'content-type': 'application/x-www-form-urlencoded' };
  expect(await send('[{}]', headers)).toMatchObject({ status: 415, published: [] });
});

test.each([{}, { authorization: 'Bearer key-of-nobody' }, { 'x-api-key': 'key-of-shop' }])(
  'nobody sends under %j',
  async (headers) => {
    expect(await send('[{}]', headers)).toMatchObject({ status: 401, published: [] });
  },
);
