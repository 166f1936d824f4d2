import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFault, inFile } from './fault.ts';

const found = (text: string): string => {
  const { line, column, message } = findFault(text);
  return `${line}:${column} ${message}`;
};

test.each([
  ['{"a":1,}', '1:8 the comma before } is one too many'],
  ['{"a" 1}', '1:6 expected : after the property name, found 1'],
  ['{a:1}', '1:2 expected a property name in double quotes, found a'],
  ["{'a':1}", "1:2 expected a property name in double quotes, found '"],
  ['{"a":01}', '1:7 expected , or }, found 1'],
  ['{"a":.5}', '1:6 expected a value, found .'],
  ['{"a":1.}', '1:8 expected a digit, found }'],
  ['[1e+]', '1:5 expected a digit, found ]'],
  ['{1.:2}', '1:2 expected a property name in double quotes, found 1'],
  ['[1\u00a0]', '1:3 expected , or ], found U+00a0'],
  ['[truex]', '1:2 expected a value, found t'],
  ['[1 /* one */]', '1:4 expected , or ], found /'],
  ['["a" "\t"]', '1:6 expected , or ], found "'],
  ['{"a":NaN}', '1:6 expected a value, found N'],
  ['{"a":1', '1:7 expected , or }, found the end'],
  ['{"a":"b', '1:8 the string is not closed'],
  ['{"a":"\\x"}', '1:7 JSON has no such escape; a backslash itself is written \\\\'],
  ['{"a":"\\u12"}', '1:7 JSON has no such escape; a backslash itself is written \\\\'],
  ['{"a":"\t"}', '1:7 a string holds U+0009; JSON escapes it'],
  ['{"имя":"часы" "цена":1}', '1:15 expected , or }, found "'],
  ['{\n  "a": 1,\n  b: 2\n}', '3:3 expected a property name in double quotes, found b'],
  ['{} {}', '1:4 expected nothing after the element, found {'],
  ['[1,]', '1:4 the comma before ] is one too many'],
  ['', '1:1 expected a value, found the end'],
  ['tru', '1:1 expected a value, found t'],
  [`${'['.repeat(3_000)}x`, '1:1002 nested deeper than 1000 levels'],
])('names place and cause: %s', (text, expected) => {
  expect(found(text)).toBe(expected);
});

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('finds a fault within whatever JSON.parse refuses', () => {
  const damaged = fc
    .tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '"', '}', ':', '\\', '\u0001', 'x'))
    .map(([value, at, put]) => {
      const text = JSON.stringify(value, null, 1);
      const place = at % text.length;
      return text.slice(0, place) + put + text.slice(place + 1);
    });
  fc.assert(
    fc.property(damaged, (text) => {
      fc.pre(!parses(text));
      const { message, line, column } = findFault(text);
      expect(message).not.toBe('is not JSON');
      const lines = text.split('\n');
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    }),
  );
});

test('a place inside an element becomes a place in the file', () => {
  expect(inFile({ line: 7, column: 5 }, { line: 1, column: 3 })).toEqual({ line: 7, column: 7 });
  expect(inFile({ line: 7, column: 5 }, { line: 2, column: 3 })).toEqual({ line: 8, column: 3 });
});
