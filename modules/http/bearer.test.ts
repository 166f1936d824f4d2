import { expect, test } from 'vitest';
import { bearerOf } from './bearer.ts';

const keys = { anna: 'right', boris: 'other' };

test.each([
  ['Authorization', 'Bearer right', 'anna'],
  ['authorization', 'bearer   other', 'boris'],
  ['Authorization', 'Bearer wrong', undefined],
  ['Authorization', 'Bearer rightly', undefined],
  ['Authorization', 'Basic right', undefined],
  ['Authorization', 'right', undefined],
  ['Authorization', '', undefined],
  ['x-api-key', 'right', undefined],
])('%s: %s is the key of %s', (name, value, expected) => {
  expect(bearerOf({ headers: { [name]: value } }, keys)).toBe(expected);
});

test.each([[{}], [{ headers: null }], ['nonsense'], [{ headers: { authorization: 7 } }]])('%j has no key', (event) => {
  expect(bearerOf(event, keys)).toBeUndefined();
});

test('nobody is let in by a key that is empty', () => {
  expect(bearerOf({ headers: { authorization: 'Bearer ' } }, { anna: '' })).toBeUndefined();
});
