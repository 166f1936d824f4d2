import { beforeAll, expect, test } from 'vitest';
import { eventSchema, querySchema } from '../../modules/ubi/query.ts';
import { Draws } from '../catalogue/random.ts';
import type { Offer } from './offer.ts';
import { historyRecords } from './records.ts';
import { sampleOffers } from './sample-offers.ts';
import { tasteOf } from './taste.ts';

const day = 86_400_000;
const to = Date.UTC(2026, 10, 22);
const period = { from: to - 14 * day, to };
let offers: Offer[];
beforeAll(async () => {
  offers = await sampleOffers(7);
});
const history = (buyers = 60, seed = 7) => historyRecords({ offers, buyers, seed, period });
const valuesOf = (records: ReturnType<typeof history>): unknown[] =>
  records.map(({ value }): unknown => JSON.parse(String(value)));
const eventsOf = (records: ReturnType<typeof history>) =>
  valuesOf(records).flatMap((value) => {
    const event = eventSchema.safeParse(value);
    return event.success ? [event.data] : [];
  });

test('the same seed makes the same history, and another one another', () => {
  expect(history()).toEqual(history());
  expect(history(60, 8)).not.toEqual(history());
});

test('what a buyer does is the same, however many buyers there are', () => {
  const few = history(5);
  const many = new Set(history(20).map(({ value }) => value));
  expect(few.every(({ value }) => many.has(value))).toBe(true);
});

test('every record is a UBI query or event, under an id of its own, with its time as that of the record', () => {
  const records = history();
  const ids = new Set<string>();
  for (const [n, value] of valuesOf(records).entries()) {
    const event = eventSchema.safeParse(value);
    const { timestamp, id, user } = event.success
      ? { timestamp: event.data.timestamp, id: event.data.event_id, user: event.data.user_id }
      : ((query) => ({ timestamp: query.timestamp, id: query.query_id, user: query.user_id }))(
          querySchema.parse(value),
        );
    ids.add(id);
    expect(records[n]).toMatchObject({ topic: 'client_queries', key: user, timestamp: Date.parse(timestamp) });
    expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(period.from);
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(period.to);
  }
  expect(ids.size).toBe(records.length);
});

test('who clicks has searched before, and clicks on a hit; who buys has it in the cart, in stock, and once', () => {
  const searches = new Map(
    valuesOf(history()).flatMap((value) => {
      const query = querySchema.safeParse(value);
      return query.success ? [[query.data.query_id, query.data] as const] : [];
    }),
  );
  const inStock = new Set(offers.filter((offer) => offer.inStock).map(({ productId }) => productId));
  const done = new Set<string>();
  for (const event of eventsOf(history())) {
    const { object } = event['event_attributes'] as { object: { object_id: string } };
    const query = searches.get(event.query_id ?? '');
    expect(query?.query_response_hit_ids).toContain(object.object_id);
    expect(Date.parse(query?.timestamp ?? '')).toBeLessThan(Date.parse(event.timestamp));
    const deed = (action: string): string => `${event.user_id} ${action} ${object.object_id}`;
    const isSale = event.action_name === 'purchase';
    const mayBuy = inStock.has(object.object_id) && done.has(deed('cart')) && !done.has(deed('purchase'));
    expect(!isSale || mayBuy).toBe(true);
    done.add(deed(event.action_name));
  }
});

test('user123 has a taste that shows: most of what is looked at belongs to two or three categories', () => {
  const taste = tasteOf(new Draws(7, 0), offers, 0);
  const categoryOf = new Map(offers.map(({ productId, category }) => [productId, category]));
  const seen = eventsOf(history(1)).map(
    (event) => categoryOf.get((event['event_attributes'] as { object: { object_id: string } }).object.object_id) ?? '',
  );
  expect(seen.length).toBeGreaterThan(15);
  expect(seen.filter((category) => taste.categories.includes(category)).length / seen.length).toBeGreaterThan(0.6);
});

test('some searches find nothing, as people ask for what is not sold', () => {
  const totals = valuesOf(history()).flatMap((value) => {
    const query = querySchema.safeParse(value);
    return query.success ? [query.data.query_attributes['total']] : [];
  });
  const share = totals.filter((total) => total === 0).length / totals.length;
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.15);
});
