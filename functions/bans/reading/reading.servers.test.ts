import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../../modules/ban-list/history-entry.ts';
import type { Sweep } from '../../../modules/ban-sweeps/sweep.ts';
import { indexing } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { moderatorsApi, type ModeratorsApi } from '../../../tests/support/moderator.ts';
import { aProduct, aRejection, keepingPublisher } from '../../../tests/support/records.ts';

let indices: TestIndices;
let api: ModeratorsApi;
beforeAll(async () => {
  indices = await testIndices();
  api = moderatorsApi(indices);
  await Promise.all([rejectSome(), sweepSome(), changeSome()]);
  await indices.refresh();
});
afterAll(() => Promise.all([indices.remove(), api.close()]));

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T12:00:00.000Z`;

/** 25 products, the later the higher their number; every fifth is of another shop, for another rule, in another category. */
async function rejectSome(): Promise<void> {
  const records = Array.from({ length: 25 }, (_, n) => {
    const isOther = n % 5 === 0;
    const product = aProduct({
      product_id: `p${n}`,
      name: `Товар ${n}`,
      category: isOther ? 'Вино/Водка' : 'Часы',
      store_id: isOther ? 'store-other' : 'store-usual',
    });
    const reasons = [
      { rule_id: isOther ? 'rule-other' : 'rule-usual', reason: 'Нельзя', field: 'name', matched: 'Товар', at: 0 },
    ];
    return aRejection(product, { reasons, rejected_at: day(n + 1) });
  });
  await indexing(indices, keepingPublisher())(records);
}

const aSweep = (fields: Partial<Sweep>): Sweep => ({
  sweep_id: 's',
  state: 'done',
  step: 1,
  to_look_at: 1,
  looked_at: 1,
  judged_again: 0,
  max_rate: 100,
  started_at: day(1),
  updated_at: day(1),
  ...fields,
});

/** 12 that are done, of ten versions each, one that runs, and one that waits for the flow. */
async function sweepSome(): Promise<void> {
  const done = Array.from({ length: 12 }, (_, n) =>
    aSweep({ sweep_id: `done-${n}`, from_version: n * 10, to_version: n * 10 + 9, finished_at: day(n + 1) }),
  );
  const others = [
    aSweep({ sweep_id: 'running', state: 'running', from_version: 200, to_version: 200, started_at: day(20) }),
    aSweep({ sweep_id: 'settling', state: 'settling', started_at: day(19) }),
  ];
  const body = [...done, ...others].flatMap((sweep) => [{ index: { _id: sweep.sweep_id } }, sweep]);
  await indices.client.bulk({ index: indices.names.banSweeps, body });
}

async function changeSome(): Promise<void> {
  const entries = Array.from({ length: 60 }, (_, version): HistoryEntry => ({
    version,
    rule_id: version % 2 === 0 ? 'even' : 'odd',
    action: 'set',
    at: day(1),
    by: 'anna',
    rule: { value: 'водка' },
  }));
  const body = entries.flatMap((entry) => [{ index: { _id: String(entry.version) } }, entry]);
  await indices.client.bulk({ index: indices.names.banHistory, body });
}

const rejectedBy = async (query: Record<string, string | number>) => {
  const { body } = await api.ask('GET /rejected', { query });
  const products = body['products'] as { product_id: string }[];
  return { total: body['total'], ids: products.map(({ product_id }) => product_id) };
};

describe('the list of rejected products', () => {
  test('says what a product is, when it was rejected and why, the latest first', async () => {
    const { status, body } = await api.ask('GET /rejected');
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 25, page: 1 });
    const products = body['products'] as unknown[];
    expect(products).toHaveLength(20);
    expect(products[0]).toEqual({
      product_id: 'p24',
      name: 'Товар 24',
      category: 'Часы',
      store_id: 'store-usual',
      price: { amount: 4999.9, currency: 'RUB' },
      rejected_at: day(25),
      reasons: [{ rule_id: 'rule-usual', reason: 'Нельзя', field: 'name', matched: 'Товар', at: 0 }],
    });
  });

  test.each([
    [{ rule_id: 'rule-other' }],
    [{ store_id: 'store-other' }],
    [{ category: ' Вино/Водка ' }],
    [{ rule_id: 'rule-other', store_id: 'store-other', from: day(1) }],
  ])('%j leaves those for which all of it holds', async (query) => {
    expect(await rejectedBy(query)).toEqual({ total: 5, ids: ['p20', 'p15', 'p10', 'p5', 'p0'] });
  });

  test('from and to are included', async () => {
    expect(await rejectedBy({ from: day(2), to: day(4) })).toEqual({ total: 3, ids: ['p3', 'p2', 'p1'] });
    expect(await rejectedBy({ from: '2026-11-24' })).toEqual({ total: 2, ids: ['p24', 'p23'] });
    expect(await rejectedBy({ rule_id: 'rule-other', to: day(5) })).toEqual({ total: 1, ids: ['p0'] });
  });

  test('is turned page by page', async () => {
    expect(await rejectedBy({ limit: 10, page: 3 })).toEqual({ total: 25, ids: ['p4', 'p3', 'p2', 'p1', 'p0'] });
  });

  test.each([
    ['limit', { limit: 101 }],
    ['page', { limit: 100, page: 101 }],
    ['from', { from: 'yesterday' }],
    ['shop', { shop: 'x' }],
  ])('a wrong %s is refused', async (parameter, query) => {
    const answer = await api.ask('GET /rejected', { query });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter }] } });
  });
});

test('the status has the list in figures, what is judged again at the moment, and the latest ten that are done', async () => {
  const { body } = await api.ask('GET /bans/status');
  expect(body).toMatchObject({
    list_version: expect.any(Number) as unknown,
    rules: expect.any(Number) as unknown,
    unreadable: expect.any(Array) as unknown,
  });
  expect(Number(body['in_force'])).toBeLessThanOrEqual(Number(body['rules']));
  expect((body['sweeps'] as Sweep[]).map(({ sweep_id }) => sweep_id)).toEqual([
    'running',
    'settling',
    ...Array.from({ length: 10 }, (_, n) => `done-${11 - n}`),
  ]);
});

test('a sweep is found by each version that it is about, and not before it has begun', async () => {
  expect((await api.ask('GET /bans/sweeps/35')).body).toEqual(
    aSweep({ sweep_id: 'done-3', from_version: 30, to_version: 39, finished_at: day(4) }),
  );
  expect((await api.ask('GET /bans/sweeps/200')).body).toMatchObject({ sweep_id: 'running' });
  expect(await api.ask('GET /bans/sweeps/201')).toMatchObject({
    status: 404,
    body: { detail: 'No sweep for the change 201 has begun yet.' },
  });
});

const versionsIn = (body: Record<string, unknown>) => (body['changes'] as HistoryEntry[]).map(({ version }) => version);

test('the history is told from the newest change on, of all rules or of one', async () => {
  const first = await api.ask('GET /bans/history');
  expect(versionsIn(first.body)).toEqual(Array.from({ length: 50 }, (_, n) => 59 - n));
  expect(first.body['next']).toBe(10);
  const rest = await api.ask('GET /bans/history', { query: { before: 10 } });
  expect([versionsIn(rest.body), rest.body['next']]).toEqual([Array.from({ length: 10 }, (_, n) => 9 - n), undefined]);
  const odd = await api.ask('GET /bans/history', { query: { rule_id: 'odd', limit: 2 } });
  expect([versionsIn(odd.body), odd.body['next']]).toEqual([[59, 57], 57]);
});
