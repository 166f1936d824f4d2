import { expect, test } from 'vitest';
import { piecesOf } from './pieces.ts';
import { quantityAt } from './units.ts';

const quantities = (text: string): string[] => {
  const pieces = piecesOf(text);
  return pieces.flatMap((_, index) => quantityAt(pieces, index)?.term ?? []);
};

test.each([
  ['0,5 л', '500 мл'],
  ['1 кг', '1000г'],
  ['1,5м', '150 см'],
  ['1.5 метра', '1500 мм'],
  ['5 литров', '5л'],
  ['55 дюймов', '55"'],
  ['27″', "27''"],
  ['1,5 кВт', '1500вт'],
  ['20000 мА·ч', '20 Ач'],
  ['60 А·ч', '60Ah'],
  ['128гб', '128 GB'],
  ['1 ТБ', '1000 Гб'],
  ['12В', '12 вольт'],
  ['2х3 м', '200x300 см'],
  ['пол литра', '0,5 л'],
  ['пол-литра', '500 мл'],
  ['поллитра', '500 мл'],
  ['полкило', '500 г'],
  ['полтора метра', '1,5 м'],
])('%s is %s', (one, other) => {
  expect(quantities(one)).toEqual(quantities(other));
  expect(quantities(one).length).toBeGreaterThan(0);
});

test.each([
  'iPhone 15 Pro',
  '5W40',
  '2 в 1',
  '205/55 R16',
  '250х120',
  '15',
  'литр',
  'пол',
  'половник',
  'полоса',
  'плитка на пол 30х30',
])('%s is no quantity', (text) => {
  expect(quantities(text)).toEqual([]);
});
