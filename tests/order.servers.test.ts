import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRule } from './support/records.ts';
import { z } from 'zod';
import { Draws } from '../local/catalogue/random.ts';
import type { BanRule } from '../modules/bans/rule.ts';
import { categoryStatsSchema } from '../modules/category-stats/category-stats.ts';
import {
  byCategory,
  drawChanges,
  lastChanges,
  promised,
  statsFromScratch,
  toProducts,
  type Change,
  type Offer,
  type Shop,
} from './support/category-stats.ts';
import { FlowInProcess, steps } from './support/flow-in-process.ts';
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

let indices: TestIndices;
let flow: FlowInProcess;
beforeEach(async () => {
  indices = await testIndices();
  flow = new FlowInProcess(indices);
});
afterEach(async () => indices.remove());

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

/** A rule by chance, of every way in which the products that it touches are found. */
function drawRule(draws: Draws, rule_id: string): BanRule {
  const id = `order-${String(draws.whole(0, products - 1)).padStart(5, '0')}`;
  return draws.one<() => BanRule>([
    () => aRule({ rule_id, kind: 'brand', value: shop.banned }),
    () => aRule({ rule_id, kind: 'store', value: `order-store-${draws.whole(1, 15)}` }),
    () => aRule({ rule_id, kind: 'category', value: `категория ${draws.whole(0, 60)}` }),
    () => aRule({ rule_id, kind: 'phrase', value: `категории ${draws.whole(0, 60)}`, fields: ['category'] }),
    () => aRule({ rule_id, kind: 'phrase', value: 'apeщённ', match: 'substring', fields: ['brand'] }),
    () => aRule({ rule_id, kind: 'regex', value: `brand-${draws.whole(1, 5)}$`, fields: ['brand'] }),
    () => aRule({ rule_id, kind: 'price', value: { max: draws.whole(1, 50), currency: 'USD' } }),
    () => aRule({ rule_id, kind: 'product', value: id }),
    () => aRule({ rule_id, kind: 'appeal', value: id }),
  ])();
}

/** Adds one of twenty rules to the list, changes it, or takes it away. */
function changeList(draws: Draws): void {
  const id = `rule-${draws.whole(1, 20)}`;
  flow.ban(id, draws.chance(0.35) ? null : drawRule(draws, id));
}

/** Sends the changes while functions run at their own pace, get records again, start anew, and the ban list changes. */
async function live(draws: Draws, sent: readonly Change[]): Promise<void> {
  for (let from = 0; from < sent.length;) {
    const next = from + draws.whole(1, 300);
    flow.send(sent.slice(from, next).map(toProducts));
    from = next;
    while (draws.chance(0.6)) changeList(draws);
    if (draws.chance(0.2)) flow.restart();
    for (const step of steps)
      if (draws.chance(0.8)) await flow.run(step, draws.whole(1, 400), draws.chance(0.3) ? draws.whole(1, 200) : 0);
  }
}

const reasonsSchema = z.array(z.looseObject({ rule_id: z.string() })).default([]);
const hitsSchema = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _id: z.string(),
        _version: z.number(),
        _source: z.object({ state: z.string(), reasons: reasonsSchema, shop_json: z.string().optional() }),
      }),
    ),
  }),
});

/** What OpenSearch holds of every product. */
async function found() {
  const { body } = await indices.client.search({
    index: indices.names.products,
    body: { size: 10_000, version: true, query: { match_all: {} } },
  });
  return hitsSchema
    .parse(body)
    .hits.hits.map(({ _id: id, _version: version, _source: { state, reasons, shop_json } }) => ({
      id,
      version,
      state,
      rules: reasons.map(({ rule_id }) => rule_id).toSorted(),
      shop_json,
    }));
}

/** Which rules of the list as it is now a product matches. */
const rulesAgainst = (offer: Offer): string[] =>
  flow
    .bans()
    .match(offer, Date.now())
    .map(({ rule: { rule_id } }) => rule_id)
    .toSorted();

function expectedOf({ id, version, offer }: Change) {
  const rules = offer === undefined ? [] : rulesAgainst(offer);
  const judged = rules.length === 0 ? 'allowed' : 'rejected';
  return {
    id,
    version,
    state: offer === undefined ? 'withdrawn' : judged,
    rules,
    shop_json: offer && JSON.stringify(offer),
  };
}

const byId = <T extends { readonly id: string }>(some: readonly T[]): T[] =>
  some.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const categoriesSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }) });

async function figures() {
  const { body } = await indices.client.search({ index: indices.names.categoryStats, size: 1_000 });
  return categoriesSchema.parse(body).hits.hits.map(({ _source }) => categoryStatsSchema.parse(_source));
}

const seedOf = (n: number): number => (n === 0 ? 17 : Math.trunc(Math.random() * 2 ** 31));

test.each(Array.from({ length: seeds }, (_, n) => seedOf(n)))(
  'after any order of changes, bans and redeliveries a product is found if and only if no rule matches its last change, and figures are those from scratch: seed %i',
  async (seed) => {
    const draws = new Draws(seed, 0);
    const sent = drawCarelessly(draws);
    await live(draws, sent);
    await flow.settle();
    const last = lastChanges(sent);
    expect(byId(await found())).toEqual(byId(last.map((change) => expectedOf(change))));
    expect(byCategory(await figures())).toEqual(
      byCategory(statsFromScratch(last, (offer) => rulesAgainst(offer).length > 0)).map((stats) => promised(stats)),
    );
    expect(flow.topic('dead_letters')).toEqual([]);
  },
  300_000,
);
