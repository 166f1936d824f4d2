import { expect, test } from 'vitest';
import { z } from 'zod';
import { check, issuesText, jsonOf } from './schema.ts';

const schema = z.object({
  name: z.string().min(1),
  price: z.number().nonnegative(),
  count: z.int().max(9),
  tags: z.array(z.string()).max(1),
  kind: z.enum(['a', 'b']),
  code: z.string().regex(/^[A-Z]+$/, 'must be a code such as RUB'),
});
const right = { name: 'Часы', price: 1, count: 1, tags: [], kind: 'a', code: 'RUB' };

const told = (by: z.ZodType, content: unknown): string => {
  const result = check(by, content);
  return result.ok ? '' : issuesText(result.issues);
};
const textOf = (fields: object): string => told(schema, { ...right, ...fields });

test('data that the schema takes is its value', () => {
  expect(check(schema, right)).toEqual({ ok: true, value: right });
});

test.each([
  [{ price: '100' }, 'price: a number is expected, found "100"'],
  [{ price: undefined }, 'price: is missing'],
  [{ price: -1 }, 'price: must be at least 0'],
  [{ price: { amount: 1 } }, 'price: a number is expected, found an object'],
  [{ count: 1.5 }, 'count: a whole number is expected, found 1.5'],
  [{ count: 10 }, 'count: must be at most 9'],
  [{ name: '' }, 'name: must not be empty'],
  [{ name: null }, 'name: text is expected, found null'],
  [{ tags: ['a', 'b'] }, 'tags: must have at most 1 elements'],
  [{ tags: 'a' }, 'tags: a list is expected, found "a"'],
  [{ tags: [1] }, 'tags.0: text is expected, found 1'],
  [{ kind: 'c' }, 'kind: must be one of a, b, found "c"'],
  [{ code: 'rub' }, 'code: must be a code such as RUB'],
])('%j is told as "%s"', (fields, text) => {
  expect(textOf(fields)).toBe(text);
});

test('everything that is wrong is told, a long value only so far that one finds it', () => {
  expect(textOf({ name: '', price: 'x'.repeat(100) })).toBe(
    `name: must not be empty; price: a number is expected, found "${'x'.repeat(39)}…`,
  );
});

test('a field that a strict schema does not know is told by its name, in its own words where it has such', () => {
  const content = { a: { x: 1, y: 2 }, b: 3 };
  expect(told(z.strictObject({ a: z.strictObject({ x: z.number() }) }), content)).toBe(
    'a.y: is not a known field; b: is not a known field',
  );
  expect(told(z.strictObject({ a: z.unknown() }, 'is not ours'), content)).toBe('b: is not ours');
});

test('what is wrong with the whole is told of the whole', () => {
  const result = check(schema, []);
  expect(result.ok ? '' : issuesText(result.issues, 'product')).toBe('product: an object is expected, found a list');
});

test('a text that is not JSON is no value', () => {
  expect([jsonOf('{"a":1}'), jsonOf('{'), jsonOf('null')]).toEqual([{ a: 1 }, undefined, null]);
});
