import { expect, test } from 'vitest';
import { aProduct } from '../../tests/support/records.ts';
import { productTerms } from './product-terms.ts';

const named = (name: string) => productTerms(aProduct({ name }));

test.each([
  ['words in their first form', 'Сумки кожаные', ['сумка', 'кожаный']],
  ['a word that is a form of two by both', 'Банка', ['банк', 'банка']],
  ['a number with its unit, and without', 'Вода 0,5 л', ['=500ml', '0.5']],
  ['what a hyphen parts also in one', 'Роутер Wi-Fi', ['wi', 'fi', 'wifi']],
  ['Latin words also in one', 'Nike Air Max 90', ['airmax', 'nikeairmax']],
  ['an article number also in one', 'Ремень 4К1 807 352', ['4k1807352']],
  ['sizes also in one', 'Плитка 250х120х60', ['250x120', '120x60', '250x120x60']],
  ['a word with its preposition', 'Крем от загара', ['загар', 'от>загар']],
  ['words that say little by themselves', 'Мы про не', ['мы', 'про', 'не']],
])('a name is found by %s', (_, name, terms) => {
  expect(named(name).name).toEqual(expect.arrayContaining(terms));
});

test('what a product has none of is no word of its name', () => {
  const { name, about } = named('Кресло без подлокотников');
  expect(name).toContain('без>подлокотник');
  expect(name).not.toContain('подлокотник');
  expect(about).toContain('подлокотник');
});

test.each([
  ['Чехол для гитары', ['чехол']],
  ['Диван, угловой', ['диван']],
  ['Для дома', ['для', 'дом']],
])('the head of «%s» is %j', (name, head) => {
  expect(named(name).head).toEqual(expect.arrayContaining(head));
  expect(named(name).head).toHaveLength(named(name).head.length);
  expect(named('Чехол для гитары').head).not.toContain('гитара');
});

test('ids are found whole, whatever parts them, and never by a number in them', () => {
  const { about } = productTerms(aProduct({ product_id: 'case-15', sku: 'KRT-0417.22' }));
  expect(about).toEqual(expect.arrayContaining(['#case15', '#krt041722']));
  expect(about).not.toContain('15');
});

test('category, brand, tags and specifications are told apart from the name', () => {
  const { name, about } = productTerms(
    aProduct({
      name: 'Бак',
      category: 'Баки',
      brand: 'Oral-B',
      tags: ['дача'],
      specifications: { 'Объём, л': 100, Цвет: 'синий', Размеры: ['2 м'], Прочее: { a: 1 }, Гарантия: null },
    }),
  );
  expect(name).toEqual(['бак']);
  expect(about).toEqual(expect.arrayContaining(['бак', 'oralb', 'дача', '=100000ml', 'синий', '=2000mm']));
});

test('a product may have nothing but what it must have', () => {
  expect(productTerms({ product_id: '…', name: '!', category: '?' })).toEqual({ name: [], head: [], about: ['#'] });
});
