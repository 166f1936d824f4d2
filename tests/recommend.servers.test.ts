import { spawn } from 'node:child_process';
import { aRule } from './support/records.ts';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { removeNeighbours, writeNeighbours } from './support/analysed.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { publishAs, sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
const prefix = uniqueName('taste');
const category = `Часы ${prefix}`;
const user = `${prefix}-buyer`;
const ruleId = `ban-${prefix}`;
const products = Array.from({ length: 16 }, (_, n) => ({
  ...productAt(3, n, prefix),
  name: `Часы настенные №${n}`,
  category,
  stock: { available: 5, reserved: 0 },
}));
const idOf = (n: number): string => products[n]?.product_id ?? '';
const everything = products.map(({ product_id }) => product_id);

beforeAll(async () => {
  await sendAsShop(instance, products);
  await writeNeighbours(instance, everything, category);
  await settled(instance);
});

afterAll(async () => {
  await publishAs(instance, 'moderator', [{ topic: 'banned_products', key: ruleId, value: null }]);
  await removeNeighbours(instance, everything);
});

/** The command as a user types it; what it prints with --json. */
async function client(...options: readonly string[]): Promise<unknown> {
  const file = join(projectRoot, 'local/client-api/main.ts');
  const child = spawn(process.execPath, [file, ...options, '--instance', instance.name, '--json']);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

const did = (action: string, n: number): Promise<unknown> =>
  client('event', '--user-id', user, '--product-id', idOf(n), '--action', action);

interface Answer {
  readonly user_id: string;
  readonly items: readonly { readonly product_id: string; readonly reason: string }[];
}

const recommended = async (): Promise<Answer> => (await client('recommend', '--user-id', user)) as Answer;

const idsIn = ({ items }: Answer): string[] => items.map(({ product_id }) => product_id);

test("ten products of the buyer's taste are recommended, all in stock, with the reason", async () => {
  expect(await did('click', 0)).toEqual({ event_id: expect.any(String) as unknown, product: 'known' });
  await did('cart', 1);
  await did('purchase', 2);
  await settled(instance);
  const answer = await recommended();
  expect(Object.keys(answer)).toEqual(['user_id', 'items']);
  expect(answer.user_id).toBe(user);
  expect(answer.items).toHaveLength(10);
  expect(Object.keys(answer.items[0] ?? {})).toEqual(['product_id', 'name', 'score', 'reason']);
  for (const { product_id, reason } of answer.items) {
    expect(reason).toMatch(/^смотрели вместе с «Часы настенные №\d+»$/);
    expect(await client('product', product_id)).toMatchObject({ category, in_stock: true });
  }
  expect(idsIn(answer)).not.toContain(idOf(2));
});

test('banning, selling out and buying what is recommended take it out of the next answer', async () => {
  const [banned = '', soldOut = '', bought = ''] = idsIn(await recommended());
  const sentAgain = products.filter(({ product_id }) => product_id === banned || product_id === soldOut);
  const rule = aRule({ rule_id: ruleId, kind: 'product', value: banned });
  await publishAs(instance, 'moderator', [{ topic: 'banned_products', key: ruleId, value: JSON.stringify(rule) }]);
  await sendAsShop(
    instance,
    sentAgain.map((product) =>
      product.product_id === soldOut ? { ...product, stock: { available: 0, reserved: 0 } } : product,
    ),
  );
  await did('purchase', everything.indexOf(bought));
  await settled(instance);
  const answer = await recommended();
  expect(answer.items).toHaveLength(10);
  expect(idsIn(answer)).not.toContain(banned);
  expect(idsIn(answer)).not.toContain(soldOut);
  expect(idsIn(answer)).not.toContain(bought);
});
