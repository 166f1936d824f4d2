import { expect, test } from 'vitest';
import type { RawParameters } from '../../modules/http/request.ts';
import { readQuery } from './query.ts';

test('a search without parameters is the first page of everything', () => {
  expect(readQuery({})).toEqual({
    ok: true,
    query: {
      name: '',
      category: [],
      brand: [],
      specification: [],
      product_id: [],
      sort: 'relevance',
      page: 1,
      page_size: 20,
    },
  });
});

test('category and brand may repeat, amounts become numbers and in_stock a boolean', () => {
  const read = readQuery({
    name: [' часы '],
    category: ['Часы', 'Подарки'],
    brand: ['Casio'],
    min_price: ['100'],
    max_price: ['1999.90'],
    in_stock: ['true'],
    sort: ['price_asc'],
    page: ['3'],
    page_size: ['50'],
  });
  expect(read).toMatchObject({
    ok: true,
    query: { name: 'часы', category: ['Часы', 'Подарки'], min_price: 100, max_price: 1999.9, in_stock: true, page: 3 },
  });
});

const bad: readonly { why: string; parameters: RawParameters; names: string[] }[] = [
  { why: 'an unknown parameter', parameters: { nmae: ['часы'] }, names: ['nmae'] },
  { why: 'a name that stands twice', parameters: { name: ['a', 'b'] }, names: ['name'] },
  { why: 'a name of 201 characters', parameters: { name: ['я'.repeat(201)] }, names: ['name'] },
  { why: 'an empty category', parameters: { category: [''] }, names: ['category'] },
  { why: '21 brands', parameters: { brand: Array.from({ length: 21 }, String) }, names: ['brand'] },
  { why: 'a negative price', parameters: { min_price: ['-1'] }, names: ['min_price'] },
  { why: 'a price that is no number', parameters: { max_price: ['abc'] }, names: ['max_price'] },
  { why: 'an infinite price', parameters: { max_price: ['1e999'] }, names: ['max_price'] },
  {
    why: 'prices the wrong way round',
    parameters: { min_price: ['10'], max_price: ['5'] },
    names: ['max_price'],
  },
  { why: 'a currency that is none', parameters: { currency: ['рубль'] }, names: ['currency'] },
  { why: 'an in_stock of maybe', parameters: { in_stock: ['maybe'] }, names: ['in_stock'] },
  { why: 'an unknown order', parameters: { sort: ['cheapest'] }, names: ['sort'] },
  { why: 'page 0', parameters: { page: ['0'] }, names: ['page'] },
  { why: 'page 1.5', parameters: { page: ['1.5'] }, names: ['page'] },
  { why: 'page "x"', parameters: { page: ['x'] }, names: ['page'] },
  { why: 'a page of 101 hits', parameters: { page_size: ['101'] }, names: ['page_size'] },
  { why: 'hits beyond 10,000', parameters: { page: ['101'], page_size: ['100'] }, names: ['page'] },
  { why: 'an empty user', parameters: { user_id: [''] }, names: ['user_id'] },
  { why: 'a user of 101 characters', parameters: { user_id: ['u'.repeat(101)] }, names: ['user_id'] },
  { why: 'two things at once', parameters: { page: ['0'], sort: ['x'], foo: ['1'] }, names: ['foo', 'page', 'sort'] },
];

test.each(bad)('$why is refused by name', ({ parameters, names }) => {
  const read = readQuery(parameters);
  expect(read.ok ? [] : read.errors.map(({ parameter }) => parameter).toSorted()).toEqual(names);
});

test('what is wrong is said in words', () => {
  const read = readQuery({ page_size: ['500'], in_stock: ['да'] });
  expect(read).toMatchObject({
    errors: [
      { parameter: 'in_stock', detail: 'must be true or false' },
      { parameter: 'page_size', detail: 'must be at most 100' },
    ],
  });
});

test('a category is asked for by its name, whatever blanks it is written with', () => {
  const query = readQuery({ category: [' Часы  наручные\u00a0'] });
  expect(query).toMatchObject({ ok: true, query: { category: ['Часы наручные'] } });
});
