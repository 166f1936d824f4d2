import { spawn } from 'node:child_process';
import { aRule } from './support/records.ts';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexNames } from '../modules/opensearch/indices.ts';
import { productAt } from '../local/catalogue/product.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { withOpenSearch } from '../local/platform/clients.ts';
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
  await analysed();
  await settled(instance);
});

afterAll(async () => {
  await publishAs(instance, 'moderator', [{ topic: 'banned_products', key: ruleId, value: null }]);
  await withOpenSearch(instance, async (opensearch) => {
    const query = { terms: { product_id: everything } };
    const index = [indexNames.recommendations, indexNames.popularProducts];
    await opensearch.deleteByQuery({ index, body: { query }, conflicts: 'proceed', refresh: true });
  });
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

/**
 * As an analysis leaves it: every product goes with every other. Newer than any analysis that the schedule may begin
 * meanwhile, which therefore neither replaces nor removes it.
 */
async function analysed(): Promise<void> {
  const version = Date.now() + 86_400_000;
  const newer = { version, version_type: 'external_gte' };
  const run = { run_id: 'test', version };
  const lines = everything.flatMap((product_id, n) => {
    const items = everything
      .filter((id) => id !== product_id)
      .map((id, m) => ({ product_id: id, score: 0.9 - m / 100 }));
    return [
      { index: { _index: indexNames.recommendations, _id: product_id, ...newer } },
      { product_id, items, ...run },
      { index: { _index: indexNames.popularProducts, _id: product_id, ...newer } },
      { product_id, category, score: 1 / (n + 1), rank: 1_000_000 + n, rank_in_category: n + 1, ...run },
    ];
  });
  const { body } = await withOpenSearch(instance, (opensearch) => opensearch.bulk({ body: lines, refresh: true }));
  expect(body.errors).toBe(false);
}

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
