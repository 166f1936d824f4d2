import type { KafkaRecord } from '../../modules/kafka/record.ts';
import type { ProductState } from '../../functions/analytics/products.ts';
import { Draws } from '../../local/catalogue/random.ts';
import { aKafkaRecord, someHeaders } from './records.ts';

/** Data on which two engines could disagree: what nobody should send is among it. */
export interface AnalyticsData {
  readonly products: readonly ProductState[];
  readonly productRecords: readonly KafkaRecord[];
  readonly activityRecords: readonly KafkaRecord[];
}

const day = 86_400_000;
const currencies = ['RUB', 'USD', 'JPY'] as const;
const categories = ['Часы', 'Дом/Сад \'и\' "дача"', '🎁 Подарки', 'x'.repeat(300), 'Ёлки'] as const;
const texts = ['часы', ' ЧАСЫ  мужские ', 'ёлка', 'ЕЛКА', '🎁', 'x\ty', ' ', "o'hara", '%_\\', 'часы'] as const;
const actions = ['click', 'cart', 'purchase', 'view'] as const;

/** Values of product records that are no products, and such as only a lenient reader takes for JSON. */
const brokenProducts = [
  '',
  'null',
  '[]',
  '{',
  '{"price":',
  '{"price":{"amount":1,"currency":"RUB"}} and more',
  '{"price":{"amount":1,"currency":"RUB"}}{"price":{"amount":2,"currency":"RUB"}}',
  "{'price':{'amount':3,'currency':'RUB'}}",
  '{"price":{"amount":"10d","currency":"RUB"}}',
  '{"price":{"amount":"1_000","currency":"RUB"}}',
  '{"price":{"amount":1e400,"currency":"RUB"}}',
  '{"price":{"amount":-5,"currency":"RUB"}}',
  '{"price":{"amount":null,"currency":"RUB"}}',
  '{"price":{"amount":7,"currency":null}}',
  '{"price":{"amount":8,"currency":"RUB"},"price":{"amount":9,"currency":"RUB"}}',
  '{"price":{"amount":11,"currency":"RUB"},"name":"tab\there"}',
  '{"price":{"amount":12,"currency":"RUB"},"name":"\\ud800"}',
];

const record = (topic: string, offset: number, fields: Partial<KafkaRecord>): KafkaRecord =>
  aKafkaRecord({
    topic,
    partition: offset % 3,
    offset: Math.floor(offset / 3),
    timestamp: 0,
    key: null,
    value: null,
    ...fields,
  });

/** The same data for the same seed; `now` in epoch milliseconds. */
export function analyticsData(
  seed: number,
  now: number,
  { products: count = 60, events: eventCount = 1_500 } = {},
): AnalyticsData {
  const draws = new Draws(seed, 0);
  const products = Array.from({ length: count }, (_, number) => aState(draws, number, now));
  const ids = products.map(({ product_id }) => product_id);
  return {
    products,
    productRecords: productRecords(draws, ids, now),
    activityRecords: activityRecords(draws, [...ids, 'no-such-product', "p'; DROP"], now, eventCount),
  };
}

function aState(draws: Draws, number: number, now: number): ProductState {
  const available = draws.one([null, 0, 1, 7, 1_000_000_000_000]);
  return {
    product_id: `p${number}`,
    name: draws.one(['Часы', '🎁', null]),
    category: draws.one(categories),
    brand: draws.one(['Луч', null]),
    store_id: draws.one(['s1', null]),
    price: { currency: draws.one(currencies) },
    // Ties are frequent, and so are even numbers of products, whose median lies between two.
    price_minor: draws.one([0, 1, 99_999, 9_007_199_254_740, draws.whole(1, 1_000_000)]),
    stock: { available },
    in_stock: available !== 0,
    version: now - draws.whole(0, 30 * day),
  };
}

const bytes = (text: string): Buffer => Buffer.from(text);

function productRecords(draws: Draws, ids: readonly string[], now: number): KafkaRecord[] {
  const records: KafkaRecord[] = [];
  const add = (key: Buffer | null, value: Buffer | null, headers: KafkaRecord['headers'] = []): void => {
    const timestamp = now - draws.whole(0, 45 * day);
    records.push(record('products', records.length, { timestamp, key, value, headers }));
  };
  for (const id of ids)
    for (let change = draws.whole(0, 8); change > 0; change--) {
      const amount = draws.one([0, 0.1 + 0.2, 1e-7, 1e14 + 0.5, 4_999.9, 4_999.9, draws.whole(1, 500_000) / 7]);
      const version = draws.one(['', '1.5', 'soon', '-1', String(now - draws.whole(0, 40 * day)), String(now - day)]);
      const value = JSON.stringify({ product_id: id, price: { amount, currency: draws.one(currencies) } });
      add(bytes(id), bytes(value), version === '' ? [] : someHeaders({ version, other: Buffer.from([0xff]) }));
    }
  for (const value of brokenProducts) add(bytes(draws.one(['p0', 'p1', 'p2'])), bytes(value));
  add(bytes('p1'), null);
  add(null, bytes('{"price":{"amount":1,"currency":"RUB"}}'));
  add(Buffer.from([0xff, 0xfe]), bytes('{"price":{"amount":1,"currency":"RUB"}}'));
  add(bytes('p2'), Buffer.from([0x7b, 0xff, 0x7d]));
  add(bytes('p3'), bytes('{"price":{"amount":1,"currency":"RUB"}}'), someHeaders({ version: Buffer.from([0xff]) }));
  const twice = [...someHeaders({ version: '1' }), ...someHeaders({ version: String(now - 2 * day) })];
  add(bytes('p4'), bytes('{"price":{"amount":1,"currency":"RUB"}}'), twice);
  add(bytes('p5'), bytes('{"price":{"amount":1,"currency":"RUB"}}'), someHeaders({ version: null }));
  return records;
}

function activityRecords(draws: Draws, products: readonly string[], now: number, count: number): KafkaRecord[] {
  const records: KafkaRecord[] = [];
  const add = (value: unknown): void => {
    const content = Buffer.isBuffer(value) || value === null ? value : bytes(JSON.stringify(value));
    const key = draws.chance(0.9) ? Buffer.from('user') : null;
    records.push(
      record('client_queries', records.length, { timestamp: now - draws.whole(0, day), key, value: content }),
    );
  };
  const pick = draws.one(['a', 'b', 'c']);
  for (let number = 0; number < count; number++) {
    const who = {
      user_id: draws.one([`u${draws.whole(0, 40)}`, null]),
      session_id: draws.one([`s${draws.whole(0, 80)}`, null]),
      client_id: draws.one(['app', '']),
      timestamp: moment(draws, now),
    };
    if (draws.chance(0.4))
      add({
        ...who,
        query_id: `q${draws.whole(0, count)}`,
        user_query: draws.one([...texts, null, '']),
        query_attributes: { total: draws.one([0, 0, 3, 1_000_000, null, 1.5]), page: draws.one([1, 1, 2, null]) },
      });
    else
      add({
        ...who,
        event_id: draws.one([`e${draws.whole(0, count)}`, `e-${pick}-${number}`]),
        action_name: draws.one(actions),
        query_id: draws.one([`q${draws.whole(0, count)}`, null]),
        event_attributes: {
          object: { object_id: draws.one([products[draws.whole(0, products.length - 1)] ?? '', null]) },
        },
      });
  }
  for (const value of [null, '', '{', '[]', '{"action_name":', '\u{1F381}'])
    add(value === null ? null : Buffer.from(value));
  add(Buffer.from([0xff]));
  return records;
}

/** Within the window for the most part; with offsets of zones, with dates only, and with what is no time. */
function moment(draws: Draws, now: number): string {
  const at = now - draws.whole(-day, 40 * day);
  const iso = new Date(at).toISOString();
  return draws.one([
    iso,
    iso,
    iso.replace('Z', '+03:00'),
    iso.replace(/\.\d+Z$/, 'Z'),
    iso.replace('Z', '456789Z'),
    draws.chance(0.1) ? draws.one(['yesterday', '', '2026', iso.slice(0, 10), iso.replace('T', ' ')]) : iso,
  ]);
}
