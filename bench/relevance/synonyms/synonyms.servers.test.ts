import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { aRecord, keepingPublisher } from '../../../tests/support/records.ts';
import { readResponses } from '../report/read.ts';
import type { Response } from '../report/response.ts';
import { knownGroups, mineSynonyms } from './mine.ts';

const day = Date.UTC(2026, 0, 1);
let made = 0;
const at = (minutes: number): string => new Date(day + minutes * 60_000).toISOString();

/** A search of a buyer, and the click that came of it, as the platform records them. */
function searched(buyer: string, minutes: number, text: string, clicked?: string): object[] {
  const query_id = `q${++made}`;
  const search = {
    application: 'marketplace-search',
    query_id,
    client_id: buyer,
    user_query: text,
    query_attributes: { page: 1, page_size: 20, total: 2 },
    object_id_field: 'product_id',
    timestamp: at(minutes),
    query_response_id: `r${made}`,
    query_response_hit_ids: ['tv-1', 'tv-2'],
  };
  const click = {
    application: 'marketplace',
    event_id: `e${made}`,
    action_name: 'click',
    query_id,
    client_id: buyer,
    timestamp: at(minutes + 0.5),
    event_attributes: { object: { object_id: clicked, object_id_field: 'product_id' } },
  };
  return clicked === undefined ? [search] : [search, click];
}

/** Four people know the word, one of them again and again; a fifth types it wrong. */
const behaviour = [
  ...['anna', 'boris', 'vera'].flatMap((buyer) => [
    ...searched(buyer, 0, 'зомбоящик'),
    ...searched(buyer, 2, 'телевизор', 'tv-1'),
  ]),
  ...[0, 60, 120, 180].flatMap((minutes) => [
    ...searched('gleb', minutes, 'ящик с рогами'),
    ...searched('gleb', minutes + 1, 'телевизор', 'tv-2'),
  ]),
  ...searched('dina', 0, 'телевизр'),
  ...searched('dina', 1, 'телевизор', 'tv-1'),
];

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  const records = behaviour.map((activity, n) => aRecord('client_queries', `key-${n}`, activity));
  await indexing(indices, keepingPublisher())(records);
  await indices.refresh();
});
afterAll(async () => indices.remove());

test('of what buyers did comes the word that three people have for a thing, and not that of one', async () => {
  const responses: Response[] = [];
  const period = { from: day, to: day + 86_400_000 };
  for await (const response of readResponses(indices.client, indices.names.clientQueries, period))
    responses.push(response);
  expect(mineSynonyms(responses, knownGroups(), { persons: 3, similarity: 0.3 })).toEqual([
    { words: ['зомбоящик', 'телевизор'], reformulated: 3, same_products: 0, similarity: 0 },
  ]);
});
