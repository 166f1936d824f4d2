import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { aRecord, keepingPublisher } from '../../../tests/support/records.ts';
import { renderReport } from './render.ts';
import { readResponses } from './read.ts';
import { reportOn } from './report.ts';
import type { Response } from './response.ts';

const period = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 3) };
const hits = ['p1', 'p2', 'p3'];

let made = 0;
const search = (time: string, client: string, text: string, shown: readonly string[] = hits) => ({
  application: 'marketplace-search',
  query_id: `q${++made}`,
  client_id: client,
  user_query: text,
  query_attributes: { page: 1, page_size: 20, total: shown.length },
  object_id_field: 'product_id',
  timestamp: `2026-01-${time}Z`,
  query_response_id: `r${made}`,
  query_response_hit_ids: shown,
});
const event = (time: string, after: { query_id: string; client_id: string }, action: string, productId: string) => ({
  application: 'marketplace',
  event_id: `e${++made}`,
  action_name: action,
  query_id: after.query_id,
  client_id: after.client_id,
  timestamp: `2026-01-${time}Z`,
  event_attributes: { object: { object_id: productId, object_id_field: 'product_id' } },
});

const bought = search('01T10:00:00', 'anna', 'Чай');
const looked = search('02T09:00:00', 'boris', 'чай');
const history = [
  bought,
  event('01T10:01:00', bought, 'click', 'p2'),
  event('01T10:02:00', bought, 'purchase', 'p2'),
  event('01T10:03:00', bought, 'click', 'p3'),
  looked,
  event('02T09:01:00', looked, 'click', 'p1'),
  search('01T11:00:00', 'anna', 'чйа', []),
  search('01T11:02:00', 'anna', 'чай'),
  search('02T12:00:00', 'vera', 'гироскутер', []),
  search('02T13:00:00', 'gleb', 'Гироскутер', []),
  search('03T00:00:00', 'gleb', 'после срока'),
];

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  const write = indexing(indices, keepingPublisher());
  await write(history.map((activity) => aRecord('client_queries', activity.client_id, activity)));
  await indices.refresh();
});
afterAll(async () => indices.remove());

/** The answers of the period, read so many at a time. */
async function read(pageSize: number): Promise<Response[]> {
  const responses: Response[] = [];
  for await (const response of readResponses(indices.client, indices.names.clientQueries, period, pageSize))
    responses.push(response);
  return responses;
}

test('the report tells how the searches of a small history ended', async () => {
  expect(await reportOn(indices.client, indices.names.clientQueries, period, 10)).toEqual({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-03T00:00:00.000Z',
    all: { searches: 6, without_results: 3, reformulated: 1, abandoned: 1, acted_on: 2, click_mrr: 0.75 },
    days: [
      {
        day: '2026-01-01',
        searches: 3,
        without_results: 1,
        reformulated: 1,
        abandoned: 1,
        acted_on: 1,
        click_mrr: 0.5,
      },
      { day: '2026-01-02', searches: 3, without_results: 2, reformulated: 0, abandoned: 0, acted_on: 1, click_mrr: 1 },
    ],
    without_results: [
      { text: 'гироскутер', times: 2, searches: 2, buyers: 2, last: '2026-01-02T13:00:00.000Z' },
      { text: 'чйа', times: 1, searches: 1, buyers: 1, last: '2026-01-01T11:00:00.000Z' },
    ],
    abandoned: [{ text: 'чай', times: 1, searches: 3, buyers: 1, last: '2026-01-01T11:02:00.000Z' }],
    reformulated: [{ from: 'чйа', to: 'чай', times: 1, last: '2026-01-01T11:00:00.000Z' }],
    places: [
      { place: 1, shown: 3, acted_on: 1 },
      { place: 2, shown: 3, acted_on: 1 },
      { place: 3, shown: 3, acted_on: 1 },
    ],
  });
});

test('a history of many pages is read to its end, every search once', async () => {
  const [atOnce, inPages] = [await read(500), await read(2)];
  expect(atOnce).toHaveLength(6);
  expect(inPages).toEqual(atOnce);
});

test('people read it as tables with dates and shares', async () => {
  const text = renderReport(await reportOn(indices.client, indices.names.clientQueries, period, 1));
  const lines = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(lines[0]).toEqual(['Searches from 2026-01-01 00:00 to 2026-01-03 00:00 UTC']);
  expect(lines).toContainEqual(['2026-01-02', '3', '66.7 %', '0.0 %', '0.0 %', '33.3 %', '1.000']);
  expect(lines).toContainEqual(['гироскутер', '2', '100.0 %', '2', '2026-01-02 13:00']);
  expect(lines).toContainEqual(['чйа', 'чай', '1', '2026-01-01 11:00']);
  expect(lines).toContainEqual(['2', '3', '1', '33.3 %']);
  expect(text).not.toContain('чйа  1');
});

test('a period without searches is told, also when there is no index yet', async () => {
  const report = await reportOn(indices.client, `${indices.names.clientQueries}-none`, period, 10);
  expect(renderReport(report)).toBe('No searches from 2026-01-01 00:00 to 2026-01-03 00:00 UTC.');
});
