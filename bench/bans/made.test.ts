import { expect, test } from 'vitest';
import { productMatcher } from '../../modules/bans/match.ts';
import { madeProducts, madeRules } from './made.ts';

test('no two rules have one id, no two products have the same texts, and one in twenty is banned', () => {
  const rules = madeRules(200);
  const made = madeProducts(rules);
  const products = Array.from({ length: 2_000 }, () => made.next().value);
  const match = productMatcher(rules);
  const banned = products.filter((product) => match(product, Date.parse('2026-11-28T12:00:00Z')).length > 0);
  expect(new Set(rules.map(({ rule_id: id }) => id)).size).toBe(rules.length);
  expect(new Set(products.map(({ name, description }) => `${name} ${description}`)).size).toBe(products.length);
  expect(banned.length / products.length).toBeCloseTo(0.05, 1);
});
