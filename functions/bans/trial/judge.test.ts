import { expect, test } from 'vitest';
import { banListOf, type ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { BanRule, RuleOf } from '../../../modules/bans/rule.ts';
import type { Product } from '../../../modules/product/product.ts';
import { aProduct, aRule } from '../../../tests/support/records.ts';
import { trialJudge, type CatalogueDocument } from './judge.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const past = '2026-11-01T00:00:00Z';
const future = '2026-12-24T00:00:00Z';

const aPhrase = (rule_id: string, value: string, fields: Partial<RuleOf<'phrase'>> = {}): BanRule =>
  aRule({ ...fields, rule_id, kind: 'phrase', value });

const listOf = (...rules: readonly BanRule[]): ReadBanList => ({
  ...banListOf(7, rules),
  rules: {
    standing: new Map(rules.map((rule) => [rule.rule_id, { rule, change: { offset: 1, at: 0 } }])),
    unreadable: new Map(),
  },
});

const documentOf = (product: Product, ...ruleIds: readonly string[]): CatalogueDocument => ({
  state: ruleIds.length > 0 ? 'rejected' : 'allowed',
  shop_json: JSON.stringify(product),
  reasons: ruleIds.map((rule_id) => ({ rule_id })),
});

const vodka = aProduct({ name: 'Водка сувенирная' });
const effect = (rule: BanRule, list: ReadBanList, document: CatalogueDocument) =>
  trialJudge(rule, list, now)(document)?.effect;

test('a searchable product that the rule matches would be rejected, and it is said where', () => {
  const verdict = trialJudge(aPhrase('new', 'водка'), listOf(), now)(documentOf(vodka));
  expect(verdict).toMatchObject({
    isMatched: true,
    effect: 'reject',
    matches: [{ field: 'name', matched: 'Водка', at: 0 }],
  });
  expect(effect(aPhrase('new', 'вино'), listOf(), documentOf(vodka))).toBeUndefined();
});

test('one that is rejected for another rule anyway is neither rejected nor let go', () => {
  const list = listOf(aPhrase('other', 'сувенирный'));
  expect(trialJudge(aPhrase('new', 'водка'), list, now)(documentOf(vodka, 'other'))).toMatchObject({ isMatched: true });
  expect(effect(aPhrase('new', 'водка'), list, documentOf(vodka, 'other'))).toBeUndefined();
});

test('a rule that no longer matches lets go what no other rule holds, and it is said where it matched', () => {
  const present = aPhrase('own', 'водка');
  const narrower = aPhrase('own', 'вино');
  expect(trialJudge(narrower, listOf(present), now)(documentOf(vodka, 'own'))).toMatchObject({
    isMatched: false,
    effect: 'lift',
    matches: [{ field: 'name', matched: 'Водка' }],
  });
  const held = listOf(present, aPhrase('other', 'сувенирный'));
  expect(effect(narrower, held, documentOf(vodka, 'own', 'other'))).toBeUndefined();
});

test('a rule is tried as if it were in force already, but not as if it were so again', () => {
  expect(effect(aPhrase('new', 'водка', { valid_from: future }), listOf(), documentOf(vodka))).toBe('reject');
  const over = aPhrase('own', 'водка', { valid_to: past });
  expect(effect(over, listOf(), documentOf(vodka))).toBeUndefined();
  expect(effect(over, listOf(aPhrase('own', 'водка')), documentOf(vodka, 'own'))).toBe('lift');
});

test('an appeal of another rule holds, and a new one lets its product go whatever rejects it', () => {
  const appeal = aRule({ rule_id: 'appeal', kind: 'appeal', value: 'p1' });
  expect(effect(aPhrase('new', 'водка'), listOf(appeal), documentOf(vodka))).toBeUndefined();
  const list = listOf(aPhrase('own', 'водка'), aPhrase('other', 'сувенирный'));
  expect(effect(appeal, list, documentOf(vodka, 'own', 'other'))).toBe('lift');
  expect(effect(appeal, list, documentOf(aProduct({ product_id: 'p2' })))).toBeUndefined();
});

test('what an appeal hid counts again when the appeal is replaced', () => {
  const appeal = aRule({ rule_id: 'own', kind: 'appeal', value: 'p1' });
  const list = listOf(appeal, aPhrase('other', 'сувенирный'));
  expect(effect(aPhrase('own', 'вино'), list, documentOf(vodka, 'own'))).toBeUndefined();
});

test('a product that the platform does not know cannot be judged', () => {
  expect(trialJudge(aPhrase('new', 'водка'), listOf(), now)({ state: 'rejected', reasons: [] })).toBeUndefined();
});
