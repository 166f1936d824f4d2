import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryRecord } from '../../functions/recommend/query-record.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { readReport } from './read.ts';

const now = Date.UTC(2026, 10, 29);
let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

const item = { name: 'Часы', score: 1, reason: '', category: 'Часы', price: { amount: 1, currency: 'RUB' } };

/** A record as the recommend function makes it, one minute after the last. */
const shown = (number: number, user_id: string, variant: 'both' | 'near'): object => {
  const items = [{ ...item, product_id: 'p1', algorithm: 'neighbours' as const }];
  const { value } = queryRecord(
    { user_id, query_id: `q${number}`, variant, items },
    `r${number}`,
    now + number * 60_000,
  );
  return JSON.parse(String(value)) as object;
};
const clicked = (number: number, action_name = 'click'): object => ({
  event_id: `${action_name} ${number}`,
  action_name,
  query_id: `q${number}`,
  client_id: 'c',
  timestamp: new Date(now).toISOString(),
  event_attributes: { object: { object_id: 'p1' } },
});

test('what was shown is compared with what came of it, more of it than one page has', async () => {
  const answers = Array.from({ length: 1_200 }, (_, n) => shown(n, `u${n % 600}`, n % 600 < 300 ? 'both' : 'near'));
  const events = [...[0, 1, 2, 600].map((n) => clicked(n)), clicked(700, 'purchase'), clicked(900)];
  const search = { ...shown(5_000, 'u1', 'both'), application: 'marketplace-search' };
  const index = indices.names.clientQueries;
  const body = [...answers, ...events, search].flatMap((document) => [{ index: { _index: index } }, document]);
  await indices.client.bulk({ body, refresh: true });

  const { variants, algorithms } = await readReport(indices.client, index, now);
  expect(variants).toMatchObject([
    { variant: 'both', answers: 600, clicked: { count: 4, of: 300 }, bought: { count: 1, of: 300 } },
    { variant: 'near', answers: 600, clicked: { count: 1, of: 300 }, bought: { count: 0 } },
  ]);
  expect(algorithms).toMatchObject([
    { variant: 'both', algorithm: 'neighbours', clicked: { count: 5, of: 600 } },
    { variant: 'near', algorithm: 'neighbours', clicked: { count: 1, of: 600 } },
  ]);
  expect((await readReport(indices.client, index, now + 100 * 60_000)).variants[0]?.answers).toBe(500);
});
