import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { productMatcher } from '../../modules/bans/match.ts';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { parseProduct, type Product } from '../../modules/product/product.ts';
import { projectRoot } from '../instance/instance.ts';
import { disguised, forbidden, nearMisses, recalled } from './disguise.ts';
import { mistakes } from './malformed.ts';
import { productAt } from './product.ts';
import { sampleElements, sampleText } from './sample.ts';

const samples = join(projectRoot, 'samples');
const rules = z.array(banRuleSchema).parse(JSON.parse(readFileSync(join(samples, 'bans.json'), 'utf8')));
const match = productMatcher(rules);
const now = Date.parse('2026-11-28T12:00:00Z');

const parse = (element: unknown) => parseProduct(Buffer.from(JSON.stringify(element)));
const products = sampleElements().flatMap((element): Product[] => {
  const product = parse(element);
  return product.ok ? [product.value] : [];
});
const rulesOf = (product: Product): string[] =>
  [...new Set(match(product, now).map(({ rule }) => rule.rule_id))].toSorted();

test('samples/products.json is what `npm run catalogue -- --sample` makes', () => {
  expect(readFileSync(join(samples, 'products.json'), 'utf8')).toBe(sampleText());
});

test('it has 400 products and more of 15 categories and more, at least 12 of them watches', () => {
  const sold = products.filter((product) => rulesOf(product).length === 0);
  const watches = sold.filter(({ category, name }) => category === 'Часы' && name.toLowerCase().includes('часы'));
  expect(sold.length).toBeGreaterThanOrEqual(400);
  expect(new Set(sold.map(({ category }) => category)).size).toBeGreaterThanOrEqual(15);
  expect(watches.length).toBeGreaterThanOrEqual(12);
  expect(sold.some(({ description }) => description?.includes('часов'))).toBe(true);
  expect(new Set(products.map(({ product_id }) => product_id)).size).toBe(products.length);
});

test('the sample bans catch more than 20 of its products, with every rule and in every field', () => {
  const caught = products.filter((product) => rulesOf(product).length > 0);
  expect(caught.length).toBe(forbidden.length + recalled.length);
  expect(caught.length).toBeGreaterThan(20);
  expect(new Set(caught.flatMap(rulesOf))).toEqual(new Set(rules.map(({ rule_id: id }) => id)));
  expect(new Set(caught.flatMap((product) => match(product, now).map(({ field }) => field)))).toEqual(
    new Set(['product_id', 'sku', 'brand', 'store_id', 'category', 'name', 'description']),
  );
});

const named = [...forbidden, ...recalled, ...nearMisses].map(
  (disguise) => [disguised(productAt(1, 1), disguise).name, disguise] as const,
);

test.each(named)('«%s» is caught by the rules it is made for and by no others', (_, disguise) => {
  const product = parse(disguised(productAt(1, 1), disguise));
  expect(product.ok && rulesOf(product.value)).toEqual(disguise.caughtBy.toSorted());
});

test('no mistake of a shop passes for a product', () => {
  for (const mistake of mistakes) expect(parse(mistake(productAt(1, 1)))).toMatchObject({ ok: false });
});

test('ordinary products of any seed are allowed by the sample bans', () => {
  const ordinary = Array.from({ length: 5_000 }, (_, number) => parse(productAt(number % 7, number)));
  expect(ordinary.filter((product) => !product.ok || rulesOf(product.value).length > 0)).toEqual([]);
});
