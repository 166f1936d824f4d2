import { expect, test } from 'vitest';
import type { Product } from '../product/product.ts';
import { aProduct } from '../../tests/support/records.ts';
import { productMatcher } from './match.ts';
import type { BanRule } from './rule.ts';

const aRule = (kind: BanRule['kind'], value: string, id = 'rule-1'): BanRule => ({ id, kind, value, reason: 'нельзя' });

const isBanned = (rule: BanRule, product: Product): boolean => productMatcher([rule])(product).length > 0;

test.each(['Сигареты с фильтром', 'Пачка сигарет', 'СИГАРЕТА', 'Блок: сигаретами', 'сигapeты', 'сига\u00adреты'])(
  'the word «сигареты» bans the name «%s»',
  (name) => {
    expect(isBanned(aRule('word', 'сигареты'), aProduct({ name }))).toBe(true);
  },
);

test.each(['Сигаретница из кожи', 'Часы', 'сига реты', 'Сигара'])(
  'the word «сигареты» does not ban the name «%s»',
  (name) => {
    expect(isBanned(aRule('word', 'сигареты'), aProduct({ name }))).toBe(false);
  },
);

test('a description is searched, too, and the answer says where and by what', () => {
  const rule = aRule('word', 'сигареты');
  const description = 'Подарочный набор: зажигалка и блок Сигарет.';
  expect(productMatcher([rule])(aProduct({ description }))).toEqual([
    { rule, where: 'description', matched: 'Сигарет' },
  ]);
});

test('a phrase bans its words only one after another', () => {
  const rule = aRule('word', 'копия часов');
  expect(isBanned(rule, aProduct({ name: 'Точная копия часов Rolex' }))).toBe(true);
  expect(isBanned(rule, aProduct({ name: 'Копии, часы и браслеты' }))).toBe(true);
  expect(isBanned(rule, aProduct({ name: 'Копия швейцарских часов' }))).toBe(false);
  expect(isBanned(rule, aProduct({ name: 'Копия', description: 'часов' }))).toBe(false);
});

test('a phrase with figures bans whatever stands between its words', () => {
  const rule = aRule('word', 'реплика 1:1');
  expect(productMatcher([rule])(aProduct({ name: 'Сумка, РЕПЛИКА 1:1!' }))).toEqual([
    { rule, where: 'name', matched: 'РЕПЛИКА 1:1' },
  ]);
  expect(isBanned(rule, aProduct({ name: 'Реплика 1:2' }))).toBe(false);
});

test('a phrase that begins another is found beside it', () => {
  const rules = [aRule('word', 'дымный', 'a'), aRule('word', 'дымный порох', 'b')];
  const found = productMatcher(rules)(aProduct({ name: 'Дымного пороха нет' }));
  expect(found.map(({ rule, matched }) => [rule.id, matched])).toEqual([
    ['a', 'Дымного'],
    ['b', 'Дымного пороха'],
  ]);
});

test('a rule that matches twice in a text is told once, and once for each text', () => {
  const found = productMatcher([aRule('word', 'вейп')])(aProduct({ name: 'Вейп, вейпы', description: 'вейпа' }));
  expect(found.map(({ where, matched }) => [where, matched])).toEqual([
    ['name', 'Вейп'],
    ['description', 'вейпа'],
  ]);
});

test('an English word bans in any case', () => {
  expect(isBanned(aRule('word', 'high copy'), aProduct({ name: 'Сумка HIGH COPY' }))).toBe(true);
});

test.each([
  ['brand', 'ПодделкинЪ', { brand: ' подделкинъ ' }],
  ['brand', 'Rolexx', { brand: 'RОLEXX' }],
  ['store', 'store_666', { store_id: 'store_666' }],
  ['sku', 'XYZ-BAN-0042', { sku: 'xyz-ban-0042' }],
  ['category', 'Табачные изделия', { category: 'табачные  изделия' }],
  ['product_id', 'p-1', { product_id: 'p-1' }],
] as const)('a %s is banned by its value «%s»', (kind, value, fields) => {
  expect(isBanned(aRule(kind, value), aProduct(fields))).toBe(true);
});

test('a product id is banned exactly, because ids that differ in case are different products', () => {
  expect(isBanned(aRule('product_id', 'P-1'), aProduct({ product_id: 'p-1' }))).toBe(false);
});

test('a whole value is banned only as a whole', () => {
  expect(isBanned(aRule('brand', 'Rolexx'), aProduct({ brand: 'Rolexx Junior' }))).toBe(false);
  expect(isBanned(aRule('category', 'Часы'), aProduct({ category: 'Детские часы' }))).toBe(false);
});

test('every rule that matches is told', () => {
  const rules = [aRule('word', 'часы', 'a'), aRule('category', 'Часы', 'b'), aRule('brand', 'Заря', 'c')];
  expect(productMatcher(rules)(aProduct()).map(({ rule }) => rule.id)).toEqual(['b', 'a']);
});

test('an empty list allows everything, also a product without any optional field or with empty ones', () => {
  expect(productMatcher([])(aProduct())).toEqual([]);
  expect(productMatcher([aRule('brand', 'Заря')])(aProduct({ brand: '', sku: null, description: null }))).toEqual([]);
});

test('a name of 10,000 words is searched to its end', () => {
  expect(isBanned(aRule('word', 'вейп'), aProduct({ name: `${'слово '.repeat(10_000)}вейпы` }))).toBe(true);
});
