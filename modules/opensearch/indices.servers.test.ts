import { afterAll, beforeAll, expect, test } from 'vitest';
import { retried } from '../retry/retry.ts';
import { indicesOf, testClient, testIndices, uniqueIndices, type TestIndices } from '../../tests/support/indices.ts';
import { ensureIndices, indicesBehind, showProducts, viewNames, type IndexNames } from './indices.ts';
import { opensearchRetry } from './retry-bounds.ts';
import { productAnalysis } from './russian.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

test('many callers make each index once', async () => {
  const client = testClient();
  const names = uniqueIndices();
  try {
    // On a busy machine one that waits for the others gives up.
    const patient = { ...opensearchRetry, deadlineMs: 60_000 };
    await Promise.all(Array.from({ length: 5 }, () => retried(() => ensureIndices(client, names), patient)));
    const { body } = await client.indices.getAlias({ name: Object.values(names) });
    expect(Object.keys(body).toSorted()).toEqual(indicesOf(names).toSorted());
  } finally {
    await client.indices.delete({ index: indicesOf(names) });
    await client.close();
  }
});

test('an alias that was moved to a rebuilt index stays there', async () => {
  const { client } = indices;
  const names = uniqueIndices();
  const alias = names.products;
  await client.indices.create({ index: `${alias}_v2`, body: rebuilt(alias) });
  await ensureIndices(client, names);
  const { body } = await client.indices.getAlias({ name: alias });
  expect(Object.keys(body)).toEqual([`${alias}_v2`]);
  await removeIndices(names);
});

/** An index under an alias, without any field yet. */
const rebuilt = (alias: string): { settings: object; aliases: Record<string, object> } => ({
  settings: { analysis: productAnalysis() },
  aliases: { [alias]: {} },
});

const removeIndices = async (names: IndexNames): Promise<unknown> =>
  indices.client.indices.delete({
    index: Object.values(names).flatMap((name) => [`${name}_v1`, `${name}_v2`]),
    ignore_unavailable: true,
  });

test('fields that an index lacks are added, and documents that were there can be found by them when they come again', async () => {
  const { client } = indices;
  const names = uniqueIndices();
  const index = names.products;
  await client.indices.create({ index: `${index}_v1`, body: rebuilt(index) });
  await client.indices.putMapping({
    index,
    body: {
      dynamic: false,
      properties: { product_id: { type: 'keyword' }, stock: { properties: { reserved: { type: 'long' } } } },
    },
  });
  const product = { product_id: 'p1', stock: { available: 7 }, stock_value_minor: 700 };
  await client.index({ index, id: 'p1', body: product });
  await Promise.all([ensureIndices(client, names), ensureIndices(client, names)]);
  await client.index({ index, id: 'p1', body: product, refresh: true });
  const filter = [{ term: { 'stock.available': 7 } }, { term: { stock_value_minor: 700 } }];
  const { body } = await client.count({ index, body: { query: { bool: { filter } } } });
  expect(body.count).toBe(1);
  await removeIndices(names);
});

test('views show the products of their state, and stay with an index of an earlier layout that has their name', async () => {
  const { client } = indices;
  const names = uniqueIndices();
  const former = `${names.rejectedProducts}_v1`;
  await client.indices.create({ index: former, body: { aliases: { [names.rejectedProducts]: {} } } });
  await ensureIndices(client, names);
  expect(await indicesBehind(client, names.rejectedProducts)).toEqual([former]);
  expect(await indicesBehind(client, names.filteredProducts)).toEqual([`${names.products}_v1`]);

  await showProducts(client, names, viewNames, [former]);
  for (const state of ['allowed', 'rejected', 'withdrawn'])
    await client.index({ index: names.products, id: state, body: { product_id: state, state }, refresh: true });
  const shown = async (index: string): Promise<unknown[]> =>
    (await client.search({ index })).body.hits.hits.map(({ _id }) => _id);
  expect(await shown(names.filteredProducts)).toEqual(['allowed']);
  expect(await shown(names.rejectedProducts)).toEqual(['rejected']);
  expect((await client.indices.exists({ index: former })).body).toBe(false);
  await removeIndices(names);
});

test('an index that cannot take a new field is named, with what to do', async () => {
  const { client } = indices;
  const names = uniqueIndices();
  // Without the analyzers of the platform no field can be analysed by them.
  await client.indices.create({
    index: `${names.products}_v1`,
    body: { aliases: { [names.products]: {} } },
  });
  await expect(ensureIndices(client, names)).rejects.toMatchObject({
    code: 'opensearch_refused',
    message: expect.stringMatching(/add .*name.* to the index .*npm run indices/) as unknown,
  });
  await removeIndices(names);
});

test('an index without its alias is left for people, and the error says what to do', async () => {
  const { client } = indices;
  const names = uniqueIndices();
  await client.indices.create({ index: `${names.products}_v1` });
  await expect(ensureIndices(client, names)).rejects.toMatchObject({
    code: 'opensearch_refused',
    message: expect.stringContaining('without the alias') as unknown,
  });
  await removeIndices(names);
});

test('fields that nobody named do not make the mapping grow', async () => {
  const { client, names } = indices;
  const index = names.products;
  await client.index({ index, id: 'unknown', body: { product_id: 'unknown', surprise: { deep: 1 } } });
  const { body } = await client.indices.getMapping({ index });
  expect(JSON.stringify(body)).not.toContain('surprise');
  const document = await client.get({ index, id: 'unknown' });
  expect(document.body._source).toMatchObject({ surprise: { deep: 1 } });
});
