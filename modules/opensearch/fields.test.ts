import { expect, test } from 'vitest';
import { missingFields } from './fields.ts';

const keyword = { type: 'keyword' };
const long = { type: 'long' };

test('only fields that are not there are missing, also those within objects', () => {
  const wanted = { name: keyword, count: long, stock: { properties: { available: long, reserved: long } } };
  const present = { name: { type: 'text' }, stock: { properties: { available: long } } };
  expect(missingFields(wanted, present)).toEqual({ count: long, stock: { properties: { reserved: long } } });
  expect(missingFields(wanted, wanted)).toEqual({});
});

test('a field that is no object in the index stays what it is', () => {
  expect(missingFields({ stock: { properties: { available: long } } }, { stock: keyword })).toEqual({});
});
