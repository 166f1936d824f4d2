import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLetter } from '../../../modules/kafka/dead-letter.ts';
import type { KafkaRecord } from '../../../modules/kafka/record.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import { topics } from '../../../modules/platform/topics.ts';
import { indexing } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { aKafkaRecord, aProduct, aRecord, asReceived, keepingPublisher } from '../../../tests/support/records.ts';
import { respond } from '../respond.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const minute = 60_000;

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

async function ask(query: Readonly<Record<string, string>> = {}, authorization = 'Bearer key-of-alpha') {
  const { client, names } = indices;
  const dependencies = {
    keys: async () => ({ alpha: 'key-of-alpha', beta: 'key-of-beta', idle: 'key-of-idle' }),
    publisher: keepingPublisher(),
    client,
    names,
    log: jsonLog(() => undefined),
    now: () => now,
    acknowledgeTimeoutMs: 1_000,
  };
  const { statusCode, body } = await respond(dependencies, {
    resource: '/dead-letters',
    headers: { authorization },
    multiValueQueryStringParameters: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
  });
  return { status: statusCode, answer: JSON.parse(body) as Answer };
}

interface Answer {
  readonly total: number;
  readonly letters: readonly { readonly id: string; readonly product_id: string | null; readonly state: string }[];
}

/** The letter that the filter left of a record, so many minutes ago. */
const letterOf = (record: Partial<KafkaRecord>, offset: number, minutesAgo: number): KafkaRecord =>
  asReceived(
    deadLetter(aKafkaRecord({ offset, ...record }), 'filter', { code: 'invalid_product', message: 'name: is missing' }),
    { partition: 1, offset, timestamp: now - minutesAgo * minute },
  );

const product = (id: string, store: string): Buffer =>
  Buffer.from(JSON.stringify({ ...aProduct({ product_id: id, store_id: store }), name: undefined }));

beforeAll(async () => {
  const index = indexing(indices, keepingPublisher());
  const days = topics.dead_letters.retention / minute;
  await index([
    letterOf({ value: product('p1', 'alpha'), timestamp: 10 }, 1, 9),
    letterOf({ value: product('p2', 'alpha'), timestamp: 10 }, 2, 8),
    letterOf({ value: product('p3', 'alpha'), timestamp: 10 }, 3, 7),
    letterOf({ value: product('p9', 'beta') }, 4, 6),
    letterOf({ value: Buffer.from('7'), key: null, headers: [{ name: 'shop', value: Buffer.from('alpha') }] }, 5, 5),
    letterOf(
      { value: product('p3', 'alpha'), timestamp: 10, headers: [{ name: 'redriven', value: Buffer.from('1-3') }] },
      6,
      4,
    ),
    letterOf({ value: product('p5', 'alpha') }, 7, days + 1),
  ]);
  // p1 has been mended since, p2 was all right before the letter.
  await index([
    aRecord('filtered_products', 'p1', aProduct({ product_id: 'p1' }), { version: 11 }),
    aRecord('filtered_products', 'p2', aProduct({ product_id: 'p2' }), { version: 9 }),
  ]);
  await indices.refresh();
});

test('a shop sees its letters, the latest first: which product, why in Russian, when, and what came of it', async () => {
  const { status, answer } = await ask({ store: 'alpha' });
  expect({ status, ids: answer.letters.map(({ id, state }) => `${id} ${state}`) }).toEqual({
    status: 200,
    ids: ['1-6 waiting', '1-5 waiting', '1-3 returned', '1-2 waiting', '1-1 processed'],
  });
  expect(answer).toMatchObject({ store: 'alpha', total: 5, page: 1 });
  expect(answer.letters[4]).toEqual({
    id: '1-1',
    product_id: 'p1',
    code: 'invalid_product',
    reason: 'Товар не прочитан: name: не указано',
    message: 'name: is missing',
    at: '2026-11-28T11:51:00.000Z',
    state: 'processed',
  });
  expect(answer.letters[2]).toMatchObject({ returned_as: '1-6' });
  expect(answer.letters[1]).toMatchObject({ product_id: null });
});

/** How many there are, and which are on the page. */
async function ids(query: Readonly<Record<string, string>>): Promise<unknown[]> {
  const { answer } = await ask(query);
  return [answer.total, ...answer.letters.map(({ id }) => id)];
}

test('the store may be left out, and letters come in pages and between times', async () => {
  expect(await ids({ limit: '2', page: '2' })).toEqual([5, '1-3', '1-2']);
  expect(await ids({ limit: '2', page: '4' })).toEqual([5]);
  expect(await ids({ from: '2026-11-28T11:52:00Z', to: '2026-11-28T11:53:00Z' })).toEqual([2, '1-3', '1-2']);
});

test('a shop of which every record was processed has none', async () => {
  expect(await ask({}, 'Bearer key-of-idle')).toMatchObject({ status: 200, answer: { total: 0, letters: [] } });
});

test.each(['beta', 'idle', 'unknown', '*', 'Alpha', 'constructor'])(
  'the store %s is not shown to another shop',
  async (store) => {
    const { status, answer } = await ask({ store });
    expect({ status, answer }).toMatchObject({
      status: 403,
      answer: { detail: expect.stringContaining('"alpha"') as string },
    });
    expect(answer).not.toHaveProperty('letters');
  },
);

test.each(['', 'Bearer key-of-nobody', 'key-of-alpha', 'Basic key-of-alpha'])(
  'nobody sees letters under %j',
  async (authorization) => {
    expect(await ask({ store: 'alpha' }, authorization)).toMatchObject({ status: 401 });
  },
);

test.each([
  [{ limit: '0' }, 'limit'],
  [{ limit: '101' }, 'limit'],
  [{ page: '501' }, 'page'],
  [{ store: '' }, 'store'],
  [{ from: 'yesterday' }, 'from'],
  [{ shop: 'alpha' }, 'shop'],
])('%j is refused by the name of what is wrong', async (query, parameter) => {
  expect(await ask(query)).toMatchObject({ status: 400, answer: { errors: [{ parameter }] } });
});
