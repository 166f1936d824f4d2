import type { Client } from '@opensearch-project/opensearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClient } from '../../tests/support/indices.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { searchAll } from './search-all.ts';

const prefix = uniqueName('partial');
const [words, numbers] = [`${prefix}-words`, `${prefix}-numbers`];
const both = `${words},${numbers}`;

/** The shard that has numbers cannot search for it; the one that has words finds a document. */
const body = { query: { range: { size: { gte: 'large' } } } };

let client: Client;
beforeAll(async () => {
  client = testClient();
  for (const [index, type] of [
    [words, 'keyword'],
    [numbers, 'integer'],
  ] as const) {
    await client.indices.create({
      index,
      body: { settings: { number_of_replicas: 0 }, mappings: { properties: { size: { type } } } },
    });
    await client.index({ index, body: { size: type === 'keyword' ? 'larger' : 1 }, refresh: true });
  }
});
afterAll(async () => {
  await client.indices.delete({ index: both });
  await client.close();
});

test('what one shard found when another failed is not told as all there is', async () => {
  expect((await client.count({ index: words, body })).body.count).toBe(1);
  const partial = { code: 'opensearch_unavailable', message: expect.stringContaining('1 of 2 shards answered') };
  await expect(client.count({ index: both, body })).rejects.toMatchObject(partial);
  await expect(client.search({ index: both, body })).rejects.toMatchObject(partial);
  expect(await searchAll(client, both, [body])).toEqual([{ status: 503, error: { type: '1 of 2 shards answered' } }]);
});
