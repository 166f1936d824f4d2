import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { operations } from '../local/api-documents/openapi.ts';
import { keyOwners, showKey, type KeyOwner, type ShownKey } from '../local/keys/show.ts';
import { aProduct } from './support/records.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
const prefix = uniqueName('address');

/** By whose they are. */
let keys: Record<KeyOwner, ShownKey>;

interface Asked {
  readonly status: number;
  readonly content: { readonly product_id?: string; readonly detail?: string };
}

/** Asks for a path just so: fetch would write parts of it anew. */
async function ask(path: string, owner: KeyOwner = 'buyer'): Promise<Asked> {
  const { address, header } = keys[owner];
  const { hostname, port, pathname } = new URL(address);
  const [name = '', value = ''] = header.split(': ');
  const headers = { [name]: value };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: `${pathname}${path}`, headers }, (answer) => {
      text(answer).then(
        (body) => resolve({ status: answer.statusCode ?? 0, content: JSON.parse(body) as Asked['content'] }),
        reject,
      );
    });
    asked.on('error', reject).end();
  });
}

const oddIds = [
  'a/b',
  'a%2Fb',
  'a%252Fb',
  '100%',
  '%D1%87',
  'ч',
  'a+b',
  'a b',
  'a?b#c',
  'a|b"c',
  'a/similar',
  'a%2Fsimilar',
];
const ids = oddIds.map((odd) => `${prefix}-${odd}`);

/** Names that an object has without anybody having put them there. */
const prototypeNames = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

beforeAll(async () => {
  const shown = await Promise.all(keyOwners.map(async (owner) => [owner, await showKey(instance, owner)] as const));
  keys = Object.fromEntries(shown) as typeof keys;
  await sendAsShop(
    instance,
    [...ids, ...prototypeNames].map((id) => ({ ...aProduct({ product_id: id }), name: `Ящик ${prefix}` })),
  );
  await settled(instance);
});

test.each([...ids, ...prototypeNames])('the product %s is asked for by its id, encoded once', async (id) => {
  expect(await ask(`/products/${encodeURIComponent(id)}`)).toMatchObject({ status: 200, content: { product_id: id } });
});

test('an id that is encoded twice is another id', async () => {
  const twice = (odd: string) => encodeURIComponent(encodeURIComponent(`${prefix}-${odd}`));
  // Of these ids there are products, too.
  expect(await ask(`/products/${twice('a/b')}`)).toMatchObject({ content: { product_id: `${prefix}-a%2Fb` } });
  expect(await ask(`/products/${twice('ч')}`)).toMatchObject({ content: { product_id: `${prefix}-%D1%87` } });
  expect(await ask(`/products/${twice('100%')}`)).toMatchObject({ status: 404 });
});

test('a slash of an id may stand as it is', async () => {
  expect(await ask(`/products/${prefix}-a/b`)).toMatchObject({ content: { product_id: `${prefix}-a/b` } });
});

/** Every route with a GET, as buyers and others ask it. */
const routes = operations
  .filter(({ route, key }) => route.startsWith('GET ') && key !== undefined && key !== 'metrics')
  .map(({ route, key = 'buyer' }) => [route.slice('GET '.length), key] as const);

const withPart = (route: string, part: string): string => route.replace(/\{[^}]+\}/u, part);

test.each(routes.filter(([route]) => route.includes('{')))(
  'a part of %s that is no text is refused, and said to be',
  async (route, key) => {
    for (const part of ['%', '%zz', 'a%2', '%C3%28', '%FF', '%00', '%u0447'])
      expect({ part, ...(await ask(withPart(route, part), key)) }).toMatchObject({
        part,
        status: 400,
        content: { detail: expect.stringContaining('UTF-8') as string },
      });
  },
);

test.each(routes)('a query of %s that is no text is refused, and said to be', async (route, key) => {
  const path = withPart(route, '1');
  for (const query of ['name=%', 'name=%zz', 'na%2me=1', 'name=%C3%28', 'name=%F7%E0', '%FF=1'])
    expect({ query, ...(await ask(`${path}?${query}`, key)) }).toMatchObject({
      query,
      status: 400,
      content: { detail: expect.stringContaining('UTF-8') as string },
    });
});

test.each(routes)('names that every object has are names like any other to %s', async (route, key) => {
  for (const name of prototypeNames) {
    const asked = [withPart(route, name), `${withPart(route, '1')}?${name}=1`];
    const statuses = await Promise.all(asked.map(async (each) => (await ask(each, key)).status));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  }
});

test('names that every object has are values like any other of each parameter', async () => {
  const parameters = ['name', 'category', 'brand', 'currency', 'sort', 'after', 'product_id', 'user_id', 'min_price'];
  const asked = prototypeNames.flatMap((name) => parameters.map((parameter) => `/products?${parameter}=${name}`));
  const broken: string[] = [];
  for (const path of asked) if ((await ask(path)).status >= 500) broken.push(path);
  expect(broken).toEqual([]);
});

test('blanks and dots in a path break nothing', async () => {
  const broken: string[] = [];
  for (const [route, key] of routes.filter(([each]) => each.endsWith('}')))
    for (const part of ['.', '..', '%2E', '%2E%2E', '%20', '%09', '%E2%80%8B'])
      if ((await ask(withPart(route, part), key)).status >= 500) broken.push(withPart(route, part));
  expect(broken).toEqual([]);
});
