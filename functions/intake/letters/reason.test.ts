import { expect, test } from 'vitest';
import { readProduct } from '../../../modules/product/product.ts';
import { aProduct } from '../../../tests/support/records.ts';
import { reasonOf } from './reason.ts';

const price = { amount: 1, currency: 'RUB' };

test.each([
  [{ name: undefined }, 'name: не указано'],
  [{ price: 5 }, 'price: нужно: объект, стоит: 5'],
  [{ price: [] }, 'price: нужно: объект, стоит: список'],
  [{ price: { ...price, amount: '5' } }, 'price.amount: нужно: число, стоит: "5"'],
  [{ price: { ...price, amount: -1 } }, 'price.amount: не меньше 0'],
  [{ price: { ...price, amount: 1e300 } }, 'price.amount: слишком велико'],
  [{ price: { ...price, currency: 'руб' } }, 'price.currency: нужен код валюты по ISO 4217, например RUB'],
  [{ price: { ...price, currency: 'RUR' } }, 'price.currency: валюты RUR больше нет, пишите RUB'],
  [{ name: ' ' }, 'name: не должно быть пустым'],
  [{ name: 7 }, 'name: нужно: текст, стоит: 7'],
  [{ name: null }, 'name: нужно: текст, стоит: null'],
  [{ category: '..' }, 'category: должно быть названием'],
  [{ category: 'x'.repeat(513) }, 'category: не длиннее 512'],
  [{ product_id: '' }, 'product_id: не должно быть пустым'],
  [{ product_id: 'я'.repeat(257) }, 'product_id: не длиннее 512 байт в UTF-8'],
  [{ product_id: '\uD800' }, 'product_id: должно быть текстом в Юникоде, без половин суррогатных пар'],
  [
    { name: { '; x: y': 1 }, price: 'a; b: c' },
    'name: нужно: текст, стоит: объект; price: нужно: объект, стоит: "a; b: c"',
  ],
])('what is wrong with %j is told in Russian', (fields, told) => {
  const read = readProduct(Buffer.from(JSON.stringify({ ...aProduct(), ...fields })));
  const { code, message } = read.ok ? { code: '', message: '' } : read.error;
  expect(reasonOf(code, message)).toBe(`Товар не прочитан: ${told}`);
});

test.each([
  [{ tags: 'x', name: undefined }, 'tags: нужно: список, стоит: "x"'],
  [{ created_at: 'вчера', name: undefined }, 'created_at: нужна дата или время по ISO 8601'],
  [{ stock: { available: 1.5 }, name: undefined }, 'stock.available: нужно: целое число, стоит: 1.5'],
  [{ tags: Array.from({ length: 1_001 }, () => 'x'), name: undefined }, 'tags: не длиннее 1000'],
])('of a field that does without it, too: %#', (fields, told) => {
  const read = readProduct(Buffer.from(JSON.stringify({ ...aProduct(), ...fields })));
  expect(read.ok ? '' : reasonOf(read.error.code, read.error.message)).toBe(
    `Товар не прочитан: name: не указано; ${told}`,
  );
});

test.each([
  ['[1]', 'Товар не прочитан: товар: нужно: объект, стоит: список'],
  ['7', 'Товар не прочитан: товар: нужно: объект, стоит: 7'],
  ['[[[', /^Запись — не JSON/u],
  [Buffer.from([0xff]), /^Запись не в UTF-8/u],
])('what is no product at all is told in Russian: %j', (value, told) => {
  const read = readProduct(Buffer.from(value));
  const { code, message } = read.ok ? { code: '', message: '' } : read.error;
  expect(reasonOf(code, message)).toMatch(told);
});

test('words that nobody has translated stay, and a code that nobody knows is told plainly', () => {
  expect(reasonOf('invalid_product', 'name: is of another world')).toBe('Товар не прочитан: name: is of another world');
  expect(reasonOf('constructor', '')).toBe('Запись не обработана');
});
