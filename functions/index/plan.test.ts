import { expect, test } from 'vitest';
import { aProduct, aRecord } from '../../tests/support/records.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { planBatch } from './plan.ts';

const planOne = (record: KafkaRecord) => planBatch([record]);
const documentOf = (record: KafkaRecord): unknown =>
  JSON.parse(planOne(record).operations.find(({ action }) => action === 'index')?.document ?? 'null');

test('an allowed product becomes its document under its version, with what is derived from it', () => {
  const product = { ...aProduct(), colour: 'синий' };
  const record = aRecord('filtered_products', 'p1', product, { version: 7, banList: 3 });
  expect(planOne(record)).toMatchObject({
    operations: [{ action: 'index', index: 'filteredProducts', id: 'p1', version: 7, record: 0 }],
    mentions: [{ id: 'p1', place: 'filteredProducts', category: 'Часы', version: 7, ban_list_version: 3 }],
    unreadable: [],
  });
  expect(documentOf(record)).toEqual({
    ...product,
    price_minor: 499_990,
    in_stock: true,
    stock_value_minor: 1_499_970,
    version: 7,
    ban_list_version: 3,
  });
});

test.each([
  [{ available: 1 }, true],
  [{ available: 0, reserved: 5 }, false],
  [null, false],
])('a product with the stock %j is available: %s', (stock, inStock) => {
  expect(documentOf(aRecord('filtered_products', 'p1', aProduct({ stock })))).toMatchObject({ in_stock: inStock });
});

test('a shop cannot pass off fields of its own as derived ones', () => {
  const product = { ...aProduct(), price_minor: 1, in_stock: false, version: 9e15, left_categories: 'Часы' };
  expect(documentOf(aRecord('filtered_products', 'p1', product, { version: 7 }))).toEqual({
    ...aProduct(),
    price_minor: 499_990,
    in_stock: true,
    stock_value_minor: 1_499_970,
    version: 7,
    ban_list_version: 1,
  });
});

test('a stock whose value no safe integer can say has none', () => {
  const product = aProduct({ stock: { available: Number.MAX_SAFE_INTEGER } });
  expect(documentOf(aRecord('filtered_products', 'p1', product))).not.toHaveProperty('stock_value_minor');
});

test('a document stands on one line, as bulk requests need, whatever the shop sent', () => {
  const pretty = Buffer.from(`${JSON.stringify(aProduct(), undefined, 2)}\r\n`);
  const [operation] = planOne(aRecord('filtered_products', 'p1', pretty)).operations;
  expect(operation?.document).not.toMatch(/[\r\n]/);
});

test('a withdrawn product is remembered as withdrawn; it goes when it is found elsewhere', () => {
  expect(planOne(aRecord('filtered_products', 'p1', null, { version: 8, verdict: 'withdrawn' }))).toMatchObject({
    operations: [{ action: 'index', index: 'withdrawnProducts', id: 'p1', version: 8 }],
    mentions: [{ id: 'p1', place: 'withdrawnProducts' }],
  });
});

test('the tombstone of a rejected product only deletes: the rejection has a record of its own', () => {
  expect(planOne(aRecord('filtered_products', 'p1', null, { version: 8, verdict: 'rejected' }))).toEqual({
    operations: [{ action: 'delete', index: 'filteredProducts', id: 'p1', version: 8, record: 0 }],
    mentions: [{ kind: 'removal', id: 'p1', record: 0, version: 8, ban_list_version: 1 }],
    unreadable: [],
  });
});

test('a rejection is found by the id of its product', () => {
  const rejection = { product: aProduct(), reasons: [{ reason: 'Нельзя' }], ban_list_version: 3 };
  const record = aRecord('rejected_products', 'p1', rejection, { version: 7, banList: 3 });
  expect(planOne(record).mentions).toMatchObject([
    { id: 'p1', place: 'rejectedProducts', category: 'Часы', version: 7 },
  ]);
  expect(documentOf(record)).toEqual({ ...rejection, product_id: 'p1', version: 7 });
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
  expect(planBatch(records).operations.map(({ id }) => id)).toEqual(['q1', 'q1', 'e1']);
});

test('an event whose record has no time has a version that OpenSearch takes', () => {
  const event = { event_id: 'e1', action_name: 'click', client_id: 'c1', timestamp: '2026-01-01T00:00:00Z' };
  const record = aRecord('client_queries', 'user1', event, { version: -1 });
  expect(planBatch([record]).operations).toMatchObject([{ id: 'e1', version: 0 }]);
});

test('operations stand in the order of the records', () => {
  const records = [3, 1, 2].map((version) => aRecord('filtered_products', 'p1', aProduct(), { version }));
  expect(planBatch(records).operations.map(({ version }) => version)).toEqual([3, 1, 2]);
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
    what: 'a rejection without a product',
    record: aRecord('rejected_products', 'p1', { reasons: [] }),
    code: 'invalid_record',
  },
  { what: 'a rejection without a value', record: aRecord('rejected_products', 'p1', null), code: 'value_missing' },
  {
    what: 'a query without an id',
    record: aRecord('client_queries', 'u', { user_query: 'часы' }),
    code: 'invalid_record',
  },
  { what: 'a topic without an index', record: aRecord('other', 'p1', {}), code: 'invalid_record' },
  {
    what: 'a version that is no number',
    record: { ...filtered(aProduct()), headers: { version: Buffer.from('new') } },
    code: 'invalid_version',
  },
];

function filtered(value: unknown): KafkaRecord {
  return aRecord('filtered_products', 'p1', value);
}

test.each(unreadable)('$what is dead-lettered as $code and stops nothing', ({ record, code }) => {
  const plan = planBatch([record, aRecord('filtered_products', 'p9', aProduct({ product_id: 'p9' }))]);
  expect(plan.unreadable).toMatchObject([{ record: 0, reason: { code } }]);
  expect(plan.operations).toMatchObject([{ id: 'p9', record: 1 }]);
});
