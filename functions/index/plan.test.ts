import { expect, test } from 'vitest';
import { banListOf } from '../../modules/ban-list/ban-list.ts';
import { rejectionOf } from '../../modules/bans/rejection.ts';
import { banTerms } from '../../modules/ban-search/terms.ts';
import { aProduct, aRecord, aRejection, aRule, headerTexts, someHeaders } from '../../tests/support/records.ts';
import { productTerms } from '../../modules/search-terms/product-terms.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { documentText } from '../../tests/support/operation.ts';
import { planBatch, type Plan } from './plan.ts';

const at = Date.parse('2026-11-28T12:00:00Z');
const planOne = (record: KafkaRecord) => planBatch([record], { at });
const textOf = ({ operations: [operation] }: Plan): string => documentText(operation ?? {});
const documentOf = (record: KafkaRecord, list?: ReturnType<typeof banListOf>): unknown =>
  JSON.parse(textOf(planBatch([record], { at, list })));

test('an allowed product becomes its document under its version: what it is found by, and its own JSON', () => {
  const product = { ...aProduct(), colour: 'синий', _id: '6a1f', 'stock.available': 1_000 };
  const record = aRecord('filtered_products', 'p1', product, { version: 7, banList: 3 });
  expect(planOne(record)).toMatchObject({
    operations: [{ action: 'index', index: 'products', id: 'p1', version: 7, record: 0, category: 'Часы' }],
    outdated: [],
    unreadable: [],
  });
  expect(documentOf(record)).toEqual({
    ...aProduct(),
    state: 'allowed',
    price_minor: 499_990,
    in_stock: true,
    stock_value_minor: 1_499_970,
    ban_terms: banTerms(aProduct()),
    terms: productTerms(aProduct()),
    version: 7,
    ban_list_version: 3,
    shop_json: JSON.stringify(product),
  });
});

test.each([
  [{ available: 1 }, true],
  [{ available: 0, reserved: 5 }, false],
  [null, false],
])('a product with the stock %j is available: %s', (stock, inStock) => {
  expect(documentOf(aRecord('filtered_products', 'p1', aProduct({ stock })))).toMatchObject({ in_stock: inStock });
});

test('a document has what a hit shows of pictures, and terms of the specifications', () => {
  const images = Array.from({ length: 7 }, (_, n) => ({ url: `https://example.com/${n}.jpg`, alt: 'сбоку', width: 9 }));
  const product = aProduct({ images, specifications: { Цвет: 'белый' } });
  const document = documentOf(aRecord('filtered_products', 'p1', product));
  expect(document).toMatchObject({ specifications: ['Цвет:белый'] });
  expect((document as { images: unknown[] }).images).toEqual(images.slice(0, 5).map(({ url, alt }) => ({ url, alt })));
});

test('a shop cannot pass off fields of its own as those of the platform', () => {
  const own = {
    state: 'withdrawn',
    price_minor: 1,
    in_stock: false,
    version: 9e15,
    spelled: { a: 1 },
    shop_json: '{}',
  };
  const product = { ...aProduct(), ...own };
  expect(documentOf(aRecord('filtered_products', 'p1', product, { version: 7 }))).toEqual({
    ...aProduct(),
    state: 'allowed',
    price_minor: 499_990,
    in_stock: true,
    stock_value_minor: 1_499_970,
    ban_terms: banTerms(aProduct()),
    terms: productTerms(aProduct()),
    version: 7,
    ban_list_version: 1,
    shop_json: JSON.stringify(product),
  });
});

test('a stock whose value no safe integer can say has none', () => {
  const product = aProduct({ stock: { available: Number.MAX_SAFE_INTEGER } });
  expect(documentOf(aRecord('filtered_products', 'p1', product))).not.toHaveProperty('stock_value_minor');
});

test('a document stands on one line, as bulk requests need, whatever the shop sent', () => {
  const pretty = Buffer.from(`${JSON.stringify(aProduct(), undefined, 2)}\r\n`);
  expect(textOf(planOne(aRecord('filtered_products', 'p1', pretty)))).not.toMatch(/[\r\n]/);
});

test('a withdrawn product is remembered with the time at which that was known', () => {
  const record = aRecord('filtered_products', 'p1', null, { version: 8, verdict: 'withdrawn' });
  expect(planOne(record).operations).toMatchObject([{ action: 'index', index: 'products', id: 'p1', version: 8 }]);
  expect(documentOf(record)).toEqual({
    product_id: 'p1',
    state: 'withdrawn',
    withdrawn_at: 8,
    version: 8,
    ban_list_version: 1,
  });
});

const rejection = { reasons: [{ rule_id: 'ban-1', reason: 'Нельзя' }], rejected_at: '2026-01-01T00:00:00.000Z' };

test('a rejected product becomes its document: why, what a list of them shows, and its own JSON', () => {
  const product = { ...aProduct({ brand: 'Восток' }), 'name.en': 'watch' };
  const record = aRejection(product, rejection, { version: 7, banList: 3 });
  expect(documentOf(record)).toEqual({
    product_id: 'p1',
    state: 'rejected',
    product: {
      product_id: 'p1',
      name: 'Часы наручные',
      category: 'Часы',
      brand: 'Восток',
      price: { amount: 4999.9, currency: 'RUB' },
    },
    price: { amount: 4999.9, currency: 'RUB' },
    ...rejection,
    ban_terms: banTerms(product),
    version: 7,
    ban_list_version: 3,
    shop_json: JSON.stringify(product),
  });
});

test('a rejection of an earlier release, which does not say why, is one all the same', () => {
  const record = aRecord('filtered_products', 'p1', null, { version: 8, verdict: 'rejected' });
  expect(documentOf(record)).toEqual({
    product_id: 'p1',
    state: 'rejected',
    reasons: [],
    version: 8,
    ban_list_version: 1,
  });
});

const watches = banListOf(5, [aRule({ kind: 'phrase', value: 'часы' })]);

test.each([
  ['an allowed product that a new rule matches', aRecord('filtered_products', 'p1', aProduct(), { banList: 4 })],
  [
    'a rejected product whose rule is gone',
    aRejection(aProduct({ name: 'Чайник', category: 'Кухня' }), rejection, { banList: 4 }),
  ],
  [
    'a rejected product that another rule matches now',
    aRejection(aProduct(), { ...rejection, reasons: [{ rule_id: 'ban-0' }] }, { banList: 4 }),
  ],
])('%s is judged again under its own version, with what the shop said', (_, record) => {
  const withTrace = { ...record, headers: [...record.headers, ...someHeaders({ trace: 'abc' })] };
  const { operations, outdated } = planBatch([withTrace], { at, list: watches });
  expect(operations).toEqual([]);
  expect(outdated).toEqual([
    {
      topic: 'products',
      key: 'p1',
      value: record.value ?? lastHeader(record.headers, 'rejected_product'),
      headers: [
        { name: 'trace', value: Buffer.from('abc') },
        { name: 'version', value: '1700000000000' },
        { name: 'judged_again', value: 'true' },
      ],
    },
  ]);
});

test.each([
  ['an allowed product', aRecord('filtered_products', 'p1', aProduct({ name: 'Чайник' }), { banList: 4 })],
  ['a rejected product', aRejection(aProduct(), rejectionOf(watches.match(aProduct(), at), at), { banList: 4 })],
])('%s that the present list judges as the older did counts as judged under the present one', (_, record) => {
  expect(documentOf(record, watches)).toMatchObject({ ban_list_version: 5 });
});

const decidedAt = (timestamp: number): KafkaRecord => ({
  ...aRecord('filtered_products', 'p1', aProduct(), { banList: 5 }),
  timestamp,
});

test('a decision that was made before a rule came into force is made again, under whatever version of the list', () => {
  const valid_from = new Date(at - 1_000).toISOString();
  const list = banListOf(5, [aRule({ kind: 'phrase', value: 'часы', valid_from })]);
  expect(planBatch([decidedAt(at - 2_000)], { at, list }).outdated).toHaveLength(1);
  expect(planBatch([decidedAt(at - 2_000)], { at: at - 1_500, list }).outdated).toEqual([]);
});

test('what is judged again says where the shop sent it', () => {
  const record = aRecord('filtered_products', 'p1', aProduct(), { banList: 4 });
  const sent = { ...record, headers: [...record.headers, ...someHeaders({ source_offset: '12' })] };
  const [again] = planBatch([sent], { at, list: watches }).outdated;
  expect(headerTexts(again ?? {})).toMatchObject({ source_offset: '12', judged_again: 'true' });
  expect(documentOf(sent)).toMatchObject({ source_offset: 12 });
});

test('what was decided under the present list or a later one is never judged again', () => {
  for (const banList of [5, 6]) {
    const record = aRecord('filtered_products', 'p1', aProduct(), { banList });
    expect(documentOf(record, watches)).toMatchObject({ state: 'allowed', ban_list_version: banList });
  }
});

test('a query and an event are stored once each, however often their records come', () => {
  const query = {
    application: 'a',
    query_id: 'q1',
    client_id: 'c1',
    user_query: 'часы',
    query_attributes: {},
    object_id_field: 'product_id',
    timestamp: '2026-01-01T00:00:00Z',
    query_response_id: 'r1',
    query_response_hit_ids: [],
  };
  const event = {
    event_id: 'e1',
    action_name: 'click',
    query_id: 'q1',
    client_id: 'c1',
    timestamp: '2026-01-01T00:00:00Z',
  };
  const records = [query, query, event].map((value) => aRecord('client_queries', 'user1', value));
  expect(planBatch(records, { at }).operations.map(({ id }) => id)).toEqual(['q1', 'q1', 'e1']);
});

test('an event whose record has no time has a version that OpenSearch takes', () => {
  const event = { event_id: 'e1', action_name: 'click', client_id: 'c1', timestamp: '2026-01-01T00:00:00Z' };
  const record = aRecord('client_queries', 'user1', event, { version: -1 });
  expect(planBatch([record], { at }).operations).toMatchObject([{ id: 'e1', version: 0 }]);
});

test('operations stand in the order of the records', () => {
  const records = [3, 1, 2].map((version) => aRecord('filtered_products', 'p1', aProduct(), { version }));
  expect(planBatch(records, { at }).operations.map(({ version }) => version)).toEqual([3, 1, 2]);
});

const unreadable: readonly { what: string; record: KafkaRecord; code: string }[] = [
  { what: 'bytes that are not UTF-8', record: filtered(Buffer.from([0xff, 0xfe])), code: 'invalid_utf8' },
  { what: 'text that is not JSON', record: filtered(Buffer.from('{')), code: 'invalid_json' },
  { what: 'a product without a name', record: filtered({ ...aProduct(), name: undefined }), code: 'invalid_product' },
  { what: 'a product under another key', record: filtered(aProduct({ product_id: 'p2' })), code: 'key_mismatch' },
  { what: 'a tombstone without a key', record: aRecord('filtered_products', null, null), code: 'invalid_record' },
  {
    what: 'a tombstone with a key of 513 bytes',
    record: aRecord('filtered_products', 'я'.repeat(256) + 'x', null),
    code: 'invalid_record',
  },
  {
    what: 'a rejection whose reasons are none',
    record: aRejection(aProduct(), { reasons: 'нельзя', rejected_at: '2026-01-01' }),
    code: 'invalid_record',
  },
  {
    what: 'a rejection of a product that cannot be read',
    record: aRejection(aProduct({ name: '' }), { reasons: [], rejected_at: '2026-01-01' }),
    code: 'invalid_product',
  },
  {
    what: 'a query without an id',
    record: aRecord('client_queries', 'u', { user_query: 'часы' }),
    code: 'invalid_record',
  },
  { what: 'a topic without an index', record: aRecord('other', 'p1', {}), code: 'invalid_record' },
  {
    what: 'a version that is no number',
    record: { ...filtered(aProduct()), headers: someHeaders({ version: 'new' }) },
    code: 'invalid_version',
  },
];

function filtered(value: unknown): KafkaRecord {
  return aRecord('filtered_products', 'p1', value);
}

test.each(unreadable)('$what is dead-lettered as $code and stops nothing', ({ record, code }) => {
  const plan = planBatch([record, aRecord('filtered_products', 'p9', aProduct({ product_id: 'p9' }))], { at });
  expect(plan.unreadable).toMatchObject([{ record: 0, reason: { code } }]);
  expect(plan.operations).toMatchObject([{ id: 'p9', record: 1 }]);
});
