import { expect, test } from 'vitest';
import { readIfMatch } from './version.ts';

test.each([
  [undefined, 'any'],
  ['*', 'any'],
  ['"42"', [42]],
  ['42', [42]],
  ['W/"42"', [42]],
  ['"1", "2"', [1, 2]],
  ['"abc"', undefined],
  ['', undefined],
  ['"1",', undefined],
])('If-Match %j names %j', (header, versions) => {
  expect(readIfMatch(header)).toEqual(versions);
});
