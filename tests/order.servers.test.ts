import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRule } from './support/records.ts';
import { z } from 'zod';
import { Draws } from '../local/catalogue/random.ts';
import type { BanRule } from '../modules/bans/rule.ts';
import { productMatcher } from '../modules/bans/match.ts';
import { categoryStatsSchema } from '../modules/category-stats/category-stats.ts';
import type { OutgoingRecord } from '../modules/kafka/record.ts';
import { lastHeader, namedHeaders } from '../modules/kafka/headers.ts';
import { header } from '../modules/platform/headers.ts';
import { parseProduct } from '../modules/product/product.ts';
import {
  byCategory,
  drawChanges,
  promised,
  statsFromScratch,
  type Change,
  type Offer,
  type Shop,
} from './support/category-stats.ts';
import { FlowInProcess } from './support/flow-in-process.ts';
import { testIndices, type TestIndices } from './support/indices.ts';

const products = 2_000;
const changes = 2_000;
/** `ORDER_SEEDS=20` tries more of them. */
const seeds = Number(process.env['ORDER_SEEDS'] ?? 2);

const shop: Shop = {
  prefix: 'order',
  banned: 'Запрещённая',
  categories: ['Первая', ...Array.from({ length: 60 }, (_, n) => `Категория ${n}`)],
};
const brandRule = aRule({ rule_id: 'ban-brand', kind: 'brand', value: shop.banned });
const storeRule = aRule({ rule_id: 'ban-store', kind: 'store', value: 'order-store-3' });

let indices: TestIndices;
let flow: FlowInProcess;
beforeEach(async () => {
  indices = await testIndices();
  flow = new FlowInProcess(indices);
});
afterEach(async () => indices.remove());

const toProducts = ({ id, version, offer }: Change): OutgoingRecord => ({
  topic: 'products',
  key: id,
  value: offer === undefined ? null : JSON.stringify(offer),
  headers: namedHeaders({ [header.version]: String(version) }),
});

/** The changes of a shop that is careless with its versions: one in five has the version of the one before it. */
function drawCarelessly(draws: Draws): Change[] {
  const from = Date.now() - 3_600_000;
  const latest = new Map<string, number>();
  return drawChanges(draws, shop, { products, changes, from }).map((change) => {
    const version = draws.chance(0.2) ? (latest.get(change.id) ?? change.version) : change.version;
    latest.set(change.id, version);
    return { ...change, version };
  });
}

const hitsSchema = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _id: z.string(), _version: z.number(), _source: z.looseObject({ shop_json: z.string().optional() }) }),
    ),
  }),
});

async function documents(): Promise<z.infer<typeof hitsSchema>['hits']['hits']> {
  await indices.refresh();
  const { body } = await indices.client.search({
    index: indices.names.products,
    body: { size: 10_000, version: true, query: { match_all: {} } },
  });
  return hitsSchema.parse(body).hits.hits;
}

/** A list change takes hold of what is indexed: whatever it judges otherwise is sent through `products` once more. */
async function changeList(rules: readonly BanRule[]): Promise<void> {
  flow.ban(rules);
  const match = productMatcher(rules);
  for (const { _id: key, _version, _source } of await documents()) {
    if (_source.shop_json === undefined) continue;
    const product = parseProduct(Buffer.from(_source.shop_json));
    if (!product.ok || match(product.value, Date.now()).length > 0 === (_source['state'] === 'rejected')) continue;
    const headers = namedHeaders({ [header.version]: String(_version) });
    flow.send([{ topic: 'products', key, value: _source.shop_json, headers }]);
  }
}

const lists: readonly [readonly BanRule[], ...(readonly BanRule[])[]] = [
  [],
  [brandRule],
  [brandRule, storeRule],
  [storeRule],
];

/** Sends the changes while functions run at their own pace, get records again, start anew, and the ban list changes. */
async function live(draws: Draws, sent: readonly Change[]): Promise<void> {
  for (let from = 0; from < sent.length;) {
    const next = from + draws.whole(1, 300);
    flow.send(sent.slice(from, next).map(toProducts));
    from = next;
    if (draws.chance(0.15)) await changeList(draws.one(lists));
    if (draws.chance(0.2)) flow.restart();
    for (const step of ['filter', 'index', 'aggregate'] as const)
      if (draws.chance(0.8)) await flow.run(step, draws.whole(1, 400), draws.chance(0.3) ? draws.whole(1, 200) : 0);
  }
}

/** The last change of each product: the highest version, of equal ones the later in the log, those sent again included. */
function lastChanges(): Change[] {
  const last = new Map<string, Change>();
  for (const { key, value, headers } of flow.topic('products')) {
    const id = String(key);
    const version = Number(lastHeader(headers, header.version));
    if (version < (last.get(id)?.version ?? 0)) continue;
    last.set(id, { id, version, offer: value === null ? undefined : (JSON.parse(String(value)) as Offer) });
  }
  return [...last.values()];
}

const stateOf = ({ offer }: Change): string =>
  offer === undefined ? 'withdrawn' : offer.brand === shop.banned ? 'rejected' : 'allowed';

const byId = <T extends { readonly id: string }>(some: readonly T[]): T[] =>
  some.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const categoriesSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }) });

async function figures() {
  const { body } = await indices.client.search({ index: indices.names.categoryStats, size: 1_000 });
  return categoriesSchema.parse(body).hits.hits.map(({ _source }) => categoryStatsSchema.parse(_source));
}

const seedOf = (n: number): number => (n === 0 ? 17 : Math.trunc(Math.random() * 2 ** 31));

test.each(Array.from({ length: seeds }, (_, n) => seedOf(n)))(
  'after any order of changes, lists and redeliveries each product is in its last state, and figures are those from scratch: seed %i',
  async (seed) => {
    const draws = new Draws(seed, 0);
    await live(draws, drawCarelessly(draws));
    await changeList([brandRule]);
    await flow.settle();
    const last = lastChanges();
    const expected = last.map((change) => ({
      id: change.id,
      version: change.version,
      state: stateOf(change),
      shop_json: change.offer && JSON.stringify(change.offer),
    }));
    const found = (await documents()).map(({ _id: id, _version: version, _source: { state, shop_json } }) => ({
      id,
      version,
      state,
      shop_json,
    }));
    expect(byId(found)).toEqual(byId(expected));
    expect(byCategory(await figures())).toEqual(
      byCategory(statsFromScratch(last, shop)).map((stats) => promised(stats)),
    );
    expect(flow.topic('dead_letters')).toEqual([]);
  },
  300_000,
);
