import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { Draws } from '../local/catalogue/random.ts';
import { withPublisher } from '../local/kafka/publisher.ts';
import { withOpenSearch } from '../local/platform/clients.ts';
import { brokers } from '../local/services/kafka.ts';
import { startService, stopService } from '../local/services/services.ts';
import { productMatcher } from '../modules/bans/match.ts';
import type { BanRule } from '../modules/bans/rule.ts';
import { categoryStatsSchema } from '../modules/category-stats/category-stats.ts';
import type { OutgoingRecord, Publisher } from '../modules/kafka/record.ts';
import { indexNames } from '../modules/opensearch/indices.ts';
import {
  byCategory,
  drawChanges,
  lastChanges,
  promised,
  statsFromScratch,
  toProducts,
  type Change,
  type Shop,
} from './support/category-stats.ts';
import { removeNeighbours, writeNeighbours } from './support/analysed.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { aRule } from './support/records.ts';
import { publishAs, settled } from './support/send.ts';

/** `npm run test:faults` tries more and larger ones. */
const seeds = Number(process.env['BAN_SEEDS'] ?? 1);
const products = Number(process.env['BAN_PRODUCTS'] ?? 1_000);
const ruleCount = Number(process.env['BAN_RULES'] ?? 20);
const timed = 2;
/** Milliseconds within which the time of a rule is noticed that has come since: it is looked for once a minute. */
const noticed = 66_000;
/** Milliseconds between two batches of changes. */
const pace = 250;
const batchSize = 100;

const instance = testInstance();
const [, broker] = brokers;

afterEach(async () => {
  if (broker !== undefined) await startService(instance, broker);
});
/** A word that no other text has, in Russian letters: from it alone the rules of a test tell its products. */
const ownWord = (draws: Draws): string => `ъ${Array.from({ length: 8 }, () => draws.one(letters)).join('')}`;
const letters = ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т'] as const;

/** Ways in which shops write a word that is banned. */
const disguises: readonly [(word: string) => string, ...((word: string) => string)[]] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => word.split('').join('-'),
  (word) => word.replace('р', 'p').replace('с', 'c').replace('т', '<b>т</b>'),
  (word) => `${word.slice(0, 3)}\u00ad${word.slice(3)}`,
  (word) => word.replace(/.$/u, (last) => last.repeat(4)),
];

/** What is sent and banned in one run. */
interface Market {
  readonly draws: Draws;
  readonly shop: Shop;
  /** Of every rule that there ever was. */
  readonly ruleIds: Set<string>;
  readonly words: readonly [string, ...string[]];
  readonly rules: Map<string, BanRule>;
}

function openMarket(seed: number): Market {
  const draws = new Draws(seed, 0);
  const prefix = uniqueName(`bans-${seed}`);
  const words = Array.from({ length: 30 }, () => ownWord(draws)) as [string, ...string[]];
  const categories = Array.from({ length: 20 }, (_, n) => `${prefix} ${n}`) as [string, ...string[]];
  return {
    draws,
    words,
    shop: { prefix, banned: `${prefix}-banned`, categories },
    rules: new Map(),
    ruleIds: new Set(),
  };
}

/** Changes of products by chance, with a word in disguise in every name. */
const drawProducts = ({ draws, shop, words }: Market): Change[] =>
  drawChanges(draws, shop, { products, changes: products, from: Date.now() - 600_000 }).map((change) => ({
    ...change,
    offer: change.offer && { ...change.offer, name: `Товар ${draws.one(disguises)(draws.one(words))}` },
  }));

function drawRule({ draws, shop: { prefix, banned, categories }, words }: Market, rule_id: string): BanRule {
  const id = `${prefix}-${String(draws.whole(0, products - 1)).padStart(5, '0')}`;
  const word = draws.one(words);
  return draws.one<() => BanRule>([
    () => aRule({ rule_id, kind: 'phrase', value: word }),
    () => aRule({ rule_id, kind: 'phrase', value: `${word} товар`, window: 3 }),
    () => aRule({ rule_id, kind: 'phrase', value: word.slice(0, 6), match: 'substring' }),
    () => aRule({ rule_id, kind: 'regex', value: `${word.slice(0, 8)}$` }),
    () =>
      aRule({ rule_id, kind: 'brand', value: draws.chance(0.5) ? banned : `${prefix}-brand-${draws.whole(1, 60)}` }),
    () => aRule({ rule_id, kind: 'store', value: `${prefix}-store-${draws.whole(1, 15)}` }),
    () => aRule({ rule_id, kind: 'category', value: draws.one(categories) }),
    () => aRule({ rule_id, kind: 'product', value: id }),
    () => aRule({ rule_id, kind: 'appeal', value: id }),
  ])();
}

/** One of the rules comes, changes or goes. */
function changeOfRules(market: Market): OutgoingRecord {
  const { draws, shop, rules, ruleIds } = market;
  const id = `${shop.prefix}-rule-${draws.whole(1, ruleCount)}`;
  ruleIds.add(id);
  if (draws.chance(0.35)) rules.delete(id);
  else rules.set(id, drawRule(market, id));
  const rule = rules.get(id);
  return { topic: 'banned_products', key: id, value: rule === undefined ? null : JSON.stringify(rule) };
}

/** Rules that come into force, or go out of it, while the run is under way: their records are written before. */
function timedRules(market: Market, at: number): OutgoingRecord[] {
  const { shop, rules, ruleIds } = market;
  return Array.from({ length: timed }, (_, n) => {
    const rule_id = `${shop.prefix}-timed-${n}`;
    const moment = new Date(at + n * 1_500).toISOString();
    const rule = { ...drawRule(market, rule_id), ...(n % 2 === 0 ? { valid_from: moment } : { valid_to: moment }) };
    rules.set(rule_id, rule);
    ruleIds.add(rule_id);
    return { topic: 'banned_products', key: rule_id, value: JSON.stringify(rule) };
  });
}

/** Sends the changes of products and rules together; half way one of the brokers is restarted. */
async function live(market: Market, sent: readonly Change[], shops: Publisher, moderators: Publisher): Promise<void> {
  const restartAt = Math.floor(sent.length / 2 / batchSize) * batchSize;
  let restarted: Promise<void> | undefined;
  for (let from = 0; from < sent.length; from += batchSize) {
    const changes: OutgoingRecord[] = [];
    while (market.draws.chance(0.6)) changes.push(changeOfRules(market));
    await Promise.all([
      shops.publish(sent.slice(from, from + batchSize).map(toProducts)),
      moderators.publish(changes),
      pause(pace),
    ]);
    if (from === restartAt && broker !== undefined)
      restarted = stopService(instance, broker).then(() => startService(instance, broker));
  }
  await restarted;
}

/** Whether there is some of it left to buy. */
const isOffered = ({ offer }: Change): boolean => (offer?.stock.available ?? 0) > 0;

const hitsSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }) });

/** The documents of an index that belong to a shop, up to 10,000. */
async function documentsOf(index: string, query: object): Promise<unknown[]> {
  const { body } = await withOpenSearch(instance, (client) => client.search({ index, body: { query, size: 10_000 } }));
  return hitsSchema.parse(body).hits.hits.map(({ _source }) => _source);
}

const judgedSchema = z.object({
  product_id: z.string(),
  state: z.string(),
  reasons: z.array(z.object({ rule_id: z.string() })).default([]),
});

/** Every product with its state and the rules that it is rejected for. */
const states = async ({ prefix }: Shop): Promise<string[]> =>
  z
    .array(judgedSchema)
    .parse(await documentsOf(indexNames.products, { prefix: { product_id: `${prefix}-` } }))
    .map(({ product_id, state, reasons }) =>
      [product_id, state, ...reasons.map(({ rule_id }) => rule_id).toSorted()].join(' '),
    )
    .toSorted();

/** So many products of a run go together, as an analysis would have it. */
const neighbours = 40;

const recommendationsSchema = z.object({ items: z.array(z.object({ product_id: z.string() })) });

/** What the API recommends to a buyer who has looked at a product that goes with others. */
async function recommended({ prefix, categories: [category] }: Shop, ids: readonly string[]): Promise<string[]> {
  await writeNeighbours(instance, ids, category);
  onTestFinished(() => removeNeighbours(instance, ids));
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, 'buyer')]);
  const headers = { 'x-api-key': key };
  const user = `${prefix}-buyer`;
  const object = { object_id: ids[0], object_id_field: 'product_id' };
  const click = { action_name: 'click', user_id: user, event_attributes: { object } };
  const taken = await fetch(`${address}/events`, { method: 'POST', headers, body: JSON.stringify(click) });
  expect(taken.status).toBe(202);
  await settled(instance);
  const response = await fetch(`${address}/recommendations/${user}`, { headers });
  return recommendationsSchema.parse(await response.json()).items.map(({ product_id }) => product_id);
}

test.each(Array.from({ length: seeds }, (_, n) => 17 + n))(
  'while rules come, change and go, and a broker restarts, a product is found, counted and recommended if and only if no rule in force matches it: seed %i',
  async (seed) => {
    const market = openMarket(seed);
    const { shop, rules, ruleIds } = market;
    onTestFinished(() =>
      publishAs(
        instance,
        'moderator',
        Array.from(ruleIds, (key) => ({ topic: 'banned_products', key, value: null })),
      ),
    );
    const sent = drawProducts(market);
    const published = Date.now();
    const moment = published + (sent.length / batchSize) * pace;
    await withPublisher(instance, 'shop', (shops) =>
      withPublisher(instance, 'moderator', async (moderators) => {
        await moderators.publish(timedRules(market, moment));
        await live(market, sent, shops, moderators);
      }),
    );
    await pause(Math.max(0, moment + timed * 1_500 + 4_000 - Date.now(), published + noticed - Date.now()));
    await settled(instance);

    const match = productMatcher([...rules.values()]);
    const reasonsOf = ({ offer }: Change): string[] =>
      offer === undefined ? [] : match(offer, Date.now()).map(({ rule }) => rule.rule_id);
    const last = lastChanges(sent);
    const expected = last.map((change) => {
      const reasons = reasonsOf(change).toSorted();
      const judged = reasons.length === 0 ? 'allowed' : 'rejected';
      return [change.id, change.offer === undefined ? 'withdrawn' : judged, ...reasons].join(' ');
    });
    expect(await states(shop)).toEqual(expected.toSorted());

    const stats = await documentsOf(indexNames.categoryStats, { prefix: { category: `${shop.prefix} ` } });
    expect(byCategory(stats.map((each) => categoryStatsSchema.parse(each)))).toEqual(
      byCategory(statsFromScratch(last, (offer) => match(offer, Date.now()).length > 0)).map((each) => promised(each)),
    );

    const offered = new Set(
      last.flatMap((change) => (isOffered(change) && reasonsOf(change).length === 0 ? [change.id] : [])),
    );
    const ids = last.slice(0, neighbours).map(({ id }) => id);
    const ours = (await recommended(shop, ids)).filter((id) => id.startsWith(shop.prefix));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((id) => !offered.has(id))).toEqual([]);
  },
  900_000,
);
