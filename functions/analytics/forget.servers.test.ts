import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { until } from '../../tests/support/until.ts';
import { forgetActivity, forgetLetters, forgetWithdrawn } from './forget.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

const day = 86_400_000;
const now = Date.UTC(2026, 0, 1);

test('only withdrawals that are old are forgotten', async () => {
  const { client, names } = indices;
  const documents = [
    { product_id: 'old', state: 'withdrawn', withdrawn_at: now - 61 * day },
    { product_id: 'recent', state: 'withdrawn', withdrawn_at: now - 59 * day },
    { product_id: 'sold', state: 'allowed', version: now - 400 * day },
  ];
  for (const body of documents) await client.index({ index: names.products, id: body.product_id, body });
  await indices.refresh();
  await forgetWithdrawn(client, names.products, now);
  await indices.refresh();
  const { body } = await client.search({ index: names.products });
  expect(new Set(body.hits.hits.map(({ _id }) => _id))).toEqual(new Set(['recent', 'sold']));
});

test('what buyers did half a year ago is forgotten, and nothing later', async () => {
  const { client, names } = indices;
  const at = (days: number): string => new Date(now - days * day).toISOString();
  for (const [id, timestamp] of [
    ['old', at(181)],
    ['late', at(179)],
    ['now', at(0)],
  ] as const)
    await client.index({ index: names.clientQueries, id, body: { query_id: id, timestamp } });
  await indices.refresh();
  const left = async (): Promise<string[]> => {
    await indices.refresh();
    const { body } = await client.search({ index: names.clientQueries });
    return body.hits.hits.flatMap(({ _id }) => _id ?? []).toSorted();
  };
  expect(await left()).toEqual(['late', 'now', 'old']);
  await forgetActivity(client, names.clientQueries, now);
  await until('the old one is gone', async () => (await left()).length < 3);
  expect(await left()).toEqual(['late', 'now']);
});

test('letters are forgotten when their topic has them no longer', async () => {
  const { client, names } = indices;
  for (const [id, days] of [
    ['old', 15],
    ['recent', 13],
  ] as const)
    await client.index({ index: names.deadLetters, id, body: { id, at: new Date(now - days * day).toISOString() } });
  await indices.refresh();
  await forgetLetters(client, names.deadLetters, now);
  await indices.refresh();
  const { body } = await client.search({ index: names.deadLetters });
  expect(body.hits.hits.map(({ _id }) => _id)).toEqual(['recent']);
});
