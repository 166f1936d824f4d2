import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { childOf, operationUrl, parentOf } from './address.ts';

const addressOf = (path: string, parameters = {}): string =>
  operationUrl('http://namenode:9870', path, 'OPEN', parameters).href;

test.each([
  ['/raw/часы', '/raw/%D1%87%D0%B0%D1%81%D1%8B'],
  ['/a b', '/a%20b'],
  ['/50% + #1?', '/50%25%20%2B%20%231%3F'],
  ['/%20', '/%2520'],
  ['/😀', '/%F0%9F%98%80'],
])('the path %s is encoded part by part', (path, encoded) => {
  expect(addressOf(path)).toBe(`http://namenode:9870/webhdfs/v1${encoded}?op=OPEN`);
});

test('parameters are encoded without a plus for a space, and those without a value are left out', () => {
  expect(addressOf('/', { destination: '/a b+c', offset: 0, length: undefined })).toBe(
    'http://namenode:9870/webhdfs/v1/?op=OPEN&destination=%2Fa%20b%2Bc&offset=0',
  );
});

test.each(['', 'raw', '/raw/', '//raw', '/raw/../secret', '/raw/./x'])('the path "%s" is refused', (path) => {
  expect(() => addressOf(path)).toThrow(PlatformError);
});

test('children and parents of the root have one slash', () => {
  expect(childOf('/', 'raw')).toBe('/raw');
  expect(childOf('/raw', 'a')).toBe('/raw/a');
  expect(parentOf('/raw')).toBe('/');
  expect(parentOf('/raw/a')).toBe('/raw');
});
