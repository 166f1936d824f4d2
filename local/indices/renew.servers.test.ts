import { afterEach, beforeEach, expect, test } from 'vitest';
import { indexBody } from '../../modules/opensearch/index-body.ts';
import { ensureIndices, indicesBehind, type IndexNames } from '../../modules/opensearch/indices.ts';
import { indicesOf, testClient, uniqueIndices } from '../../tests/support/indices.ts';
import { aProduct } from '../../tests/support/records.ts';
import { createNext } from './rebuild.ts';
import { isOutdated, renewProducts } from './renew.ts';

const client = testClient();
let names: IndexNames;
let former: string;

/** As an earlier version made the products: by OpenSearch's stemmer alone, and without a note of what it made them of. */
function formerBody(): object {
  const { settings, mappings } = indexBody('products');
  const stemmed = { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'stem'] };
  const analyzers = ['russian_text', 'russian_long_text', 'plain_words'];
  const analysis = {
    filter: { stem: { type: 'stemmer', language: 'russian' } },
    normalizer: { folded: { type: 'custom', filter: ['lowercase'] } },
    analyzer: Object.fromEntries(analyzers.map((name) => [name, stemmed])),
  };
  const { _meta, ...fields } = mappings;
  expect(_meta.made_of).not.toBe('');
  return { settings: { ...settings, analysis }, mappings: fields };
}

/** What the shop sent, of which the earlier version read less. */
const suitcase = aProduct({ product_id: 'case', name: 'Чемодан на колёсах', sku: 'KRT-0417' });

const write = (id: string, version: number, product: object) =>
  client.index({
    index: names.products,
    id,
    version,
    version_type: 'external_gte',
    body: { product_id: id, version, ...product },
  });

/** Ids of the products that buyers find by a word in the name. */
async function found(text: string): Promise<unknown[]> {
  await client.indices.refresh({ index: names.products });
  const { body } = await client.search({
    index: names.filteredProducts,
    body: { query: { match: { name: text } } },
  });
  return body.hits.hits.map(({ _id }) => _id);
}

beforeEach(async () => {
  names = uniqueIndices();
  former = `${names.products}_v1`;
  const aliases = { [names.products]: { is_write_index: true } };
  await client.indices.create({ index: former, body: { ...formerBody(), aliases } });
  await ensureIndices(client, names);
  await write('case', 5, { state: 'allowed', name: 'Чемодан на колёсах', shop_json: JSON.stringify(suitcase) });
  await write('banned', 6, { state: 'rejected', name: 'Чемодан' });
});
afterEach(async () => {
  const index = [...indicesOf(names), `${names.products}_v2`, `${names.products}_v3`];
  await client.indices.delete({ index, ignore_unavailable: true });
});

test('products that an earlier version indexed are found by every form of a word once they are renewed', async () => {
  expect(await found('чемоданов')).toEqual([]);
  expect(await isOutdated(client, names)).toBe(true);
  await renewProducts(client, () => undefined, names);

  expect(await isOutdated(client, names)).toBe(false);
  expect(await found('чемоданов')).toEqual(['case']);
  expect(await indicesBehind(client, names.products)).toEqual([`${names.products}_v2`]);
  expect((await client.indices.exists({ index: former })).body).toBe(false);
  const { body } = await client.search({ index: names.rejectedProducts, version: true });
  expect(body.hits.hits).toMatchObject([{ _id: 'banned', _version: 6 }]);
  await write('new', 7, { state: 'allowed', name: 'Чемодан малый' });
  expect(await found('чемоданы')).toEqual(expect.arrayContaining(['case', 'new']));
});

test('a renewed product has the terms that searches ask for', async () => {
  await renewProducts(client, () => undefined, names);
  await client.indices.refresh({ index: names.products });
  const { body } = await client.search({
    index: names.filteredProducts,
    version: true,
    body: { query: { term: { 'terms.about': '#krt0417' } } },
  });
  expect(body.hits.hits).toMatchObject([
    { _id: 'case', _version: 5, _source: { shop_json: JSON.stringify(suitcase) } },
  ]);
});

test('a renewal that broke off goes on with the index that it made', async () => {
  const begun = await createNext(client, 'products', names);
  await renewProducts(client, () => undefined, names);
  expect(await indicesBehind(client, names.products)).toEqual([begun]);
});

test('products that this version made, or none at all, are not outdated', async () => {
  await client.indices.delete({ index: former });
  expect(await isOutdated(client, names)).toBe(false);
  await ensureIndices(client, names);
  expect(await isOutdated(client, names)).toBe(false);
});
