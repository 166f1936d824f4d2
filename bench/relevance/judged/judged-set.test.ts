import { expect, test } from 'vitest';
import { parseProduct } from '../../../modules/product/product.ts';
import { readClasses } from './classes.ts';
import { unknownFacts } from './condition.ts';
import { readJudgedSet } from './judged-set.ts';

const { products, queries } = readJudgedSet();
const facts = products.map((product) => product.facts);

/** What stands more than once. */
const repeated = (values: readonly string[]): string[] =>
  [...Map.groupBy(values, (value) => value)].flatMap(([value, all]) => (all.length > 1 ? [value] : []));

test('the set has a thousand products and four hundred queries at least', () => {
  expect(products.length).toBeGreaterThanOrEqual(1_000);
  expect(queries.length).toBeGreaterThanOrEqual(400);
});

test('the platform reads every product', () => {
  const refused = products.filter(({ product }) => !parseProduct(Buffer.from(JSON.stringify(product))).ok);
  expect(refused).toEqual([]);
});

test('nothing that should be filled in is left in a text of a product', () => {
  const texts = products.flatMap(({ product: { name, sku, description } }) => [name, sku ?? '', description ?? '']);
  expect(texts.filter((text) => /[{}|]/.test(text))).toEqual([]);
});

test('a buyer can tell any two products apart: ids, article numbers and names are unique', () => {
  expect(repeated(products.map(({ product }) => product.product_id))).toEqual([]);
  expect(repeated(products.map(({ product }) => product.sku ?? ''))).toEqual([]);
  expect(repeated(products.map(({ product }) => product.name))).toEqual([]);
});

test('no query is asked twice', () => {
  expect(repeated(queries.map(({ text }) => text))).toEqual([]);
});

test('the classes of the table are those that have queries', () => {
  expect(
    readClasses()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([...new Set(queries.map((query) => query.class))]);
});

test('what a judgement asks for is true of some product', () => {
  const slips = queries.flatMap(({ text, exactly, acceptable }) =>
    [exactly, acceptable].flatMap((condition) => unknownFacts(condition, facts).map((fact) => `${text}: ${fact}`)),
  );
  expect(slips).toEqual([]);
});

const findsNothing = new Set(['no-result', 'near-misses']);

test('a query has a product that is exactly what was asked for, unless nothing is to come back', () => {
  const without = queries.filter(
    (query) => findsNothing.has(query.class) === [...query.grades.values()].some((grade) => grade === 2),
  );
  expect(without.map(({ text }) => text)).toEqual([]);
  expect(queries.filter((query) => findsNothing.has(query.class) && query.grades.size > 0)).toEqual([]);
});

test('everything that answers a query has room among the fifty that recall looks at', () => {
  expect(queries.filter(({ grades }) => grades.size > 50).map(({ text }) => text)).toEqual([]);
});
