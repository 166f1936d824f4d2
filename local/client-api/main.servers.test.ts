import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { sendAsShop, settled } from '../../tests/support/send.ts';
import { productAt } from '../catalogue/product.ts';

const instance = testInstance();
const brand = uniqueName('brand');
const category = `Часы/${brand} 🕰`;
const watches = [1_290, 12_990, 349.9].map((amount, number) => ({
  ...productAt(5, number, uniqueName('client')),
  name: `Настенные часы №${number}`,
  category,
  brand,
  price: { amount, currency: 'RUB' },
  stock: { available: number, reserved: 0 },
}));
const idsOfWatches = watches.map(({ product_id }) => product_id);

beforeAll(async () => {
  await sendAsShop(instance, watches);
  await settled(instance);
});

/** The command as a user types it. */
async function client(...options: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'main.ts'),
    ...options,
    '--instance',
    instance.name,
  ]);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out: out.replaceAll(/[\u00A0\u202F]/g, ' '), err };
}

test('a search by name prints exactly the JSON that is promised', async () => {
  const { code, out } = await client('search', '--name', 'часов', '--brand', brand, '--sort', 'price_asc', '--json');
  expect(code).toBe(0);
  const answer = JSON.parse(out);
  expect(Object.keys(answer)).toEqual(['query_id', 'total', 'took_ms', 'hits']);
  expect(answer).toMatchObject({ query_id: expect.any(String), total: 3, took_ms: expect.any(Number) });
  expect(answer.hits.map((hit: { product_id: string }) => hit.product_id)).toEqual(
    [2, 0, 1].map((n) => idsOfWatches[n]),
  );
  expect(Object.keys(answer.hits[0])).toEqual(['product_id', 'name', 'category', 'price', 'in_stock', 'score']);
  expect(answer.hits[0]).toMatchObject({ price: { amount: 349.9, currency: 'RUB' }, in_stock: true });
});

test('filters and pages reach the API, and people get a table in Russian', async () => {
  const { out } = await client('search', '--brand', brand, '--min-price', '1000', '--in-stock');
  expect(out).toContain('Найдено: 1 ');
  expect(out).toMatch(/Настенные часы №1 .*12 990 ₽ .*в наличии/);
  const { out: second } = await client('search', '--brand', brand, '--page', '2', '--page-size', '2', '--json');
  expect(JSON.parse(second)).toMatchObject({ total: 3, hits: [{}] });
});

test('what a buyer begins to type is completed, and one product leads to those like it', async () => {
  const { out } = await client('suggest', 'настен час', '--limit', '20', '--json');
  expect(Object.keys(JSON.parse(out))).toEqual(['q', 'products', 'categories']);
  expect((await client('suggest', brand)).out).toMatch(/Настенные часы №1/);
  const similar = await client('similar', idsOfWatches[1] ?? '', '--json');
  const items = JSON.parse(similar.out).items as { product_id: string }[];
  expect(items.map(({ product_id }) => product_id)).toEqual(expect.arrayContaining([idsOfWatches[0], idsOfWatches[2]]));
});

test('hits go on from one answer to the next', async () => {
  const first = ['search', '--brand', brand, '--sort', 'price_desc', '--page-size', '2', '--json'];
  const { next } = JSON.parse((await client(...first)).out) as { next: string };
  const { hits } = JSON.parse((await client(...first, '--after', next)).out) as { hits: { product_id: string }[] };
  expect(hits.map(({ product_id }) => product_id)).toEqual([idsOfWatches[2]]);
});

test('one product is shown as its shop sent it', async () => {
  const id = idsOfWatches[0] ?? '';
  const { out } = await client('product', id, '--json');
  expect(JSON.parse(out)).toMatchObject(watches[0] ?? {});
  expect((await client('product', id)).out).toMatch(/Наличие .*нет в наличии/);
});

test('one category and all of them are shown with their figures', async () => {
  const { out } = await client('categories', '--category', category, '--json');
  const prices = [{ currency: 'RUB', products: 3, min: 349.9, average: 4_876.63, max: 12_990, stock_value: 13_689.8 }];
  expect(JSON.parse(out)).toMatchObject({ category, count: 3, in_stock: 2, available_units: 3, prices });
  expect((await client('categories', '--category', category)).out).toMatch(/Цены .*от 349,90 ₽ до 12 990 ₽/);
  expect((await client('categories')).out).toContain('Категорий: ');
});

test.each([
  [['product', 'no-such-product'], /404: Not Found/],
  [['categories', '--category', 'нет/такой'], /there is no category «нет\/такой»/],
  [['search', '--currency', 'roubles'], /400: Bad Request: currency: must be an ISO 4217 code/],
])('what the API refuses is one line: %s', async (command, line) => {
  const { code, out, err } = await client(...command);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim()).toMatch(line);
  expect(err.trim().split('\n')).toHaveLength(1);
});
