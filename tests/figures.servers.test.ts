import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { categoryStatsSchema, type CategoryStats } from '../modules/category-stats/category-stats.ts';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { Draws } from '../local/catalogue/random.ts';
import { withOpenSearch } from '../local/platform/clients.ts';
import {
  byCategory,
  drawChanges,
  promised,
  statsFromScratch,
  toProducts,
  type Shop,
} from './support/category-stats.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { publishAs, settled } from './support/send.ts';
import { readTopic } from '../local/kafka/read-topic.ts';

const instance = testInstance();
const prefix = uniqueName('figures');
const banned = `${prefix}-banned`;
const products = 10_000;
/** Changes of these products beside the first offer of each. */
const changes = 5_000;
const lastFew = 40;

const banRule = { id: banned, kind: 'brand', value: banned, reason: 'Проверка показателей' };
const publishRule = (value: string | null): Promise<void> =>
  publishAs(instance, 'moderator', [{ topic: 'banned_products', key: banned, value }]);
beforeAll(() => publishRule(JSON.stringify(banRule)));
afterAll(() => publishRule(null));

const aShop = (name: string): Shop => ({
  prefix: `${prefix}-${name}`,
  banned,
  categories: [
    `${prefix}-${name}/Дом/«сад» "и" 🌳`,
    `${prefix}-${name} ${'длинная '.repeat(33)}`,
    // So many that most are not named again by chance after a product has left them.
    ...Array.from({ length: 400 }, (_, n) => `${prefix}-${name} ${n}`),
  ],
});

const hitsSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.looseObject({}) })) }) });

/** The documents of the shop's categories, as they are. */
async function documents({ prefix: category }: Shop): Promise<CategoryStats[]> {
  const { body } = await withOpenSearch(instance, (client) =>
    client.search({ index: 'category_stats', body: { query: { prefix: { category } }, size: 1_000 } }),
  );
  return hitsSchema
    .parse(body)
    .hits.hits.map(({ _source }) => z.strictObject(categoryStatsSchema.shape).parse(_source));
}

/** What is left of the shop's categories when the topic is compacted. */
async function compacted(shop: Shop): Promise<CategoryStats[]> {
  const last = new Map<string, Buffer | null>();
  for (const { key, value } of await readTopic(instance, 'category_stats'))
    if (key?.toString().startsWith(shop.prefix) === true) last.set(key.toString(), value);
  return [...last.values()].flatMap((value) =>
    value === null ? [] : [categoryStatsSchema.parse(JSON.parse(value.toString()))],
  );
}

const randomSeed = Math.trunc(Math.random() * 2 ** 31);

describe.each([
  ['the fixed seed 17', 17],
  [`the random seed ${randomSeed}`, randomSeed],
])('%s', (_, seed) => {
  const shop = aShop(`s${seed}`);
  const sent = drawChanges(new Draws(seed, 0), shop, { products, changes, from: Date.now() - 3_600_000 });

  test('figures equal those from scratch, after updates, moves, withdrawals, bans and late old changes', async () => {
    // The last few come alone: nothing else renews the categories that their products leave.
    for (const part of [sent.slice(0, -lastFew), sent.slice(-lastFew)]) {
      await publishAs(instance, 'shop', part.map(toProducts));
      await settled(instance);
    }
    const expected = byCategory(statsFromScratch(sent, ({ brand }) => brand === shop.banned));
    expect(expected.length).toBeGreaterThan(390);
    const found = byCategory(await documents(shop));
    expect(found).toEqual(expected.map((figures) => promised(figures)));
    expect(byCategory(await compacted(shop))).toEqual(found);
  }, 240_000);

  test('a category is answered by its name, whatever is in it', async () => {
    const [category] = shop.categories;
    const url = `${await apiAddress(instance)}/categories/${encodeURIComponent(category)}`;
    const response = await fetch(url, { headers: { 'x-api-key': await apiKey(instance, 'buyer') } });
    expect(await response.json()).toMatchObject({ category });
  });

  test('when all products are withdrawn no category is left', async () => {
    const version = Date.now();
    const ids = new Set(sent.map(({ id }) => id));
    await publishAs(
      instance,
      'shop',
      Array.from(ids, (id) => toProducts({ id, version, offer: undefined })),
    );
    await settled(instance);
    expect(await documents(shop)).toEqual([]);
    expect(await compacted(shop)).toEqual([]);
  }, 240_000);
});
