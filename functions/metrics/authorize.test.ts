import { expect, test } from 'vitest';
import { isAuthorized } from './authorize.ts';

test.each([
  ['Authorization', 'Bearer right', true],
  ['authorization', 'bearer   right', true],
  ['Authorization', 'Bearer wrong', false],
  ['Authorization', 'Bearer rightly', false],
  ['Authorization', 'Basic right', false],
  ['Authorization', 'right', false],
  ['Authorization', '', false],
  ['x-api-key', 'right', false],
])('%s: %s is let in: %s', (name, value, expected) => {
  expect(isAuthorized({ headers: { [name]: value } }, 'right')).toBe(expected);
});

test.each([[{}], [{ headers: null }], ['nonsense'], [{ headers: { authorization: 7 } }]])('%j is not', (event) => {
  expect(isAuthorized(event, 'right')).toBe(false);
});

test('nobody is let in by a key that is empty', () => {
  expect(isAuthorized({ headers: { authorization: 'Bearer ' } }, '')).toBe(false);
});
