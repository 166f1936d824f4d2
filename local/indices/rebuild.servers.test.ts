import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureIndices, indicesBehind, type IndexNames } from '../../modules/opensearch/indices.ts';
import { indicesOf, testClient, uniqueIndices } from '../../tests/support/indices.ts';
import { copyDocuments, createNext, listIndices, moveAlias } from './rebuild.ts';

const client = testClient();
let names: IndexNames;
let former: string;
let told: string[];
const tell = (line: string): void => void told.push(line);

const write = (index: string, id: string, version: number, state: string) =>
  client.index({ index, id, version, version_type: 'external_gte', body: { product_id: id, version, state } });

/** Products by id with their versions, as a search under this name finds them. */
async function found(index: string): Promise<string[]> {
  await client.indices.refresh({ index });
  const { body } = await client.search({ index, version: true });
  return body.hits.hits.map(({ _id, _version }) => `${_id} ${_version}`).toSorted();
}

const move = (to: string, force = false) => moveAlias(client, { index: 'products', to, force }, tell, names);

beforeEach(async () => {
  told = [];
  names = uniqueIndices();
  former = `${names.products}_v1`;
  await ensureIndices(client, names);
  await write(names.products, 'a', 5, 'allowed');
  await write(names.products, 'r', 6, 'rejected');
});
afterEach(async () => {
  const index = [...indicesOf(names), `${names.products}_v2`];
  await client.indices.delete({ index, ignore_unavailable: true });
});

test('an index is rebuilt without anyone finding less: create, copy, move', async () => {
  const next = await createNext(client, 'products', names);
  expect(next).toBe(`${names.products}_v2`);
  await copyDocuments(client, former, next, tell);
  expect(await found(names.products)).toEqual(['a 5', 'r 6']);
  await move(next);

  for (const alias of [names.products, names.filteredProducts, names.rejectedProducts])
    expect(await indicesBehind(client, alias)).toEqual([next]);
  expect(await found(names.filteredProducts)).toEqual(['a 5']);
  expect(await found(names.rejectedProducts)).toEqual(['r 6']);
  await write(names.products, 'n', 7, 'allowed');
  expect(await found(next)).toEqual(['a 5', 'n 7', 'r 6']);
  expect(await listIndices(client, names)).toEqual(
    expect.arrayContaining([
      { index: former, documents: 2, aliases: [] },
      { index: next, documents: 3, aliases: [names.filteredProducts, names.products, names.rejectedProducts] },
    ]),
  );
});

test('a second copy brings what was written since the first, also a later decision on the same version', async () => {
  const next = await createNext(client, 'products', names);
  await copyDocuments(client, former, next, tell);
  await write(names.products, 'a', 5, 'rejected');
  await write(names.products, 'n', 7, 'allowed');
  await expect(move(next)).rejects.toMatchObject({ code: 'input_invalid' });
  await copyDocuments(client, former, next, tell);
  await move(next);
  expect(await found(names.filteredProducts)).toEqual(['n 7']);
  expect(await found(names.rejectedProducts)).toEqual(['a 5', 'r 6']);
});

test('an alias does not move to an index that has less, unless it is forced to', async () => {
  const next = await createNext(client, 'products', names);
  await expect(move(next)).rejects.toMatchObject({ code: 'input_invalid' });
  expect(await indicesBehind(client, names.products)).toEqual([former]);
  await move(next, true);
  expect(await found(names.products)).toEqual([]);
});

test('an alias does not move to an index that is not there', async () => {
  await expect(move('no-such-index')).rejects.toThrow(/index_not_found/);
  await expect(copyDocuments(client, former, 'no-such-index', tell)).rejects.toThrow(/index_not_found/);
});

test('a move that is done again changes nothing and says so', async () => {
  await move(former);
  expect(told).toEqual([`${names.products} shows ${former} already`]);
});
