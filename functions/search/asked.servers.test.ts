import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { readQuery } from './query.ts';
import { searchProducts, type Found } from './search.ts';

const linesOf = (name: string): string[] =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n');

const goods = linesOf('goods.ndjson').map((line) => z.looseObject({ product_id: z.string() }).parse(JSON.parse(line)));
const asked = linesOf('asked.tsv')
  .slice(1)
  .map((line) => {
    const [about = '', text = '', first = '', never = ''] = line.split('\t');
    return { about, text, first: first.split(' ').filter(Boolean), never: never.split(' ').filter(Boolean) };
  });

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  await index(goods);
});
afterAll(async () => indices.remove());

async function index(products: typeof goods): Promise<void> {
  const records = products.map(({ product_id: id, ...fields }) =>
    aRecord('filtered_products', id, aProduct({ category: 'Случаи', product_id: id, ...fields })),
  );
  await indexing(indices, keepingPublisher())(records);
  await indices.refresh();
}

async function search(name: string): Promise<Found> {
  const read = readQuery({ name: [name] });
  if (!read.ok) throw new Error(`the query «${name}» cannot be read`);
  return searchProducts(indices.client, indices.names.filteredProducts, read.query);
}

const idsOf = ({ result }: Found): string[] => result.hits.hits.map(({ _source }) => _source.product_id);

test.each(asked)('$about: «$text» finds $first first', async ({ text, first, never }) => {
  const found = idsOf(await search(text));
  expect(found.slice(0, first.length).toSorted()).toEqual(first.toSorted());
  expect(found.filter((id) => first.length === 0 || never.includes(id))).toEqual([]);
});
