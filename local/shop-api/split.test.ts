import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileSplitter, splitterFrom } from './detect.ts';
import { startOf, type Element, type Piece } from './piece.ts';

const roomy = 1_000_000;

/** The pieces of a file that is read in chunks of these sizes, over and over. */
function split(file: Buffer | string, sizes: readonly number[] = [roomy], largest = roomy): Piece[] {
  const bytes = Buffer.from(file);
  const splitter = new FileSplitter(largest);
  const pieces: Piece[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(...splitter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...pieces, ...splitter.end()];
}

const elements = (pieces: readonly Piece[]): Element[] => pieces.filter((piece) => piece.kind === 'element');
const texts = (pieces: readonly Piece[]): string[] => elements(pieces).map(({ bytes }) => bytes.toString());
const breaks = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) => (piece.kind === 'break' ? [`${piece.line}:${piece.column} ${piece.message}`] : []));

/** Line and column, as an editor counts them, of a place in a text. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}

const json = fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' }).map((value) => JSON.stringify(value));
const pretty = fc.jsonValue({ stringUnit: 'grapheme' }).map((value) => JSON.stringify(value, null, 2));
const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('an array', () => {
  const arrayFile = fc
    .array(fc.tuple(blank, fc.oneof(json, pretty), blank), { minLength: 1, maxLength: 8 })
    .map((items) => ({
      text: `[${items.map((item) => item.join('')).join(',')}]`,
      items: items.map(([, item]) => item),
    }));

  test('gives the exact bytes of its elements wherever the chunks end', () => {
    fc.assert(
      fc.property(arrayFile, chunkSizes, ({ text, items }, sizes) => {
        expect(texts(split(text, sizes))).toEqual(items);
      }),
    );
  });

  test('gives line and column of every element', () => {
    fc.assert(
      fc.property(arrayFile, chunkSizes, ({ text }, sizes) => {
        let from = 0;
        for (const { bytes, line, column, index } of elements(split(text, sizes))) {
          const offset = text.indexOf(bytes.toString(), index === 0 ? 1 : from);
          expect({ line, column }).toEqual(positionOf(text, offset));
          from = offset + bytes.toString().length;
        }
      }),
    );
  });

  test('is gone on with from any element as if it had been read from the start', () => {
    fc.assert(
      fc.property(arrayFile, chunkSizes, fc.nat(7), ({ text }, sizes, skipped) => {
        const whole = split(text, sizes);
        const last = elements(whole)[skipped];
        if (last === undefined) return;
        const rest = splitterFrom(last.next, roomy);
        const pieces = [...rest.push(Buffer.from(text).subarray(last.next.offset)), ...rest.end()];
        expect(pieces).toEqual(whole.slice(skipped + 1));
      }),
    );
  });

  test('that is empty has no elements and is whole', () => {
    expect(split(' [ \n ] \n')).toEqual([]);
  });

  test.each([
    ['[1,2,]', ['1', '2'], '1:6 expected an element, found ]: the comma before it is one too many'],
    ['[1,,2]', ['1'], '1:4 expected an element, found ,'],
    ['[,1]', [], '1:2 expected an element, found ,'],
    ['[1 2]', ['1'], '1:4 expected , or ] after an element, found 2'],
    ['["a" "b"]', ['"a"'], '1:6 expected , or ] after an element, found "'],
    ['[1] x', ['1'], '1:5 expected nothing after the array, found x'],
    ['[{"a":[1}]', [], '1:9 } closes what [ opened'],
    ['[{"ы":"a\nb"}]', [], '1:9 a string holds the raw control character byte 0x0a; JSON escapes it'],
    ['[1,\n2', ['1'], '2:2 the file ends before the ] that closes the array'],
    ['[1,\n', ['1'], '2:1 the file ends after a comma: an element is missing'],
    ['[{"a":1},\n {"a":', ['{"a":1}'], '2:7 the file ends inside the element that starts at 2:2'],
    ['[', [], '1:2 the file ends before the ] that closes the array'],
    [`[${'['.repeat(2_000)}`, [], '1:1002 nested deeper than 1000 levels'],
  ])('that is broken says where and how, after what came before: %s', (text, before, problem) => {
    const pieces = split(text, [1]);
    expect(texts(pieces)).toEqual(before);
    expect(breaks(pieces)).toEqual([problem]);
  });
});

describe('NDJSON', () => {
  const linesFile = fc.array(fc.tuple(fc.stringMatching(/^[ \t]{0,2}$/), json, fc.constantFrom('', ' ', '\r', '\n')), {
    minLength: 1,
    maxLength: 8,
  });

  test('gives one element a line, with its line and column, wherever the chunks end', () => {
    fc.assert(
      fc.property(linesFile, chunkSizes, fc.boolean(), (lines, sizes, lastNewline) => {
        fc.pre(lines[0]?.[1].startsWith('{') === true);
        const text = lines.map((line) => line.join('')).join('\n') + (lastNewline ? '\n' : '');
        const found = elements(split(text, sizes));
        expect(texts(found)).toEqual(lines.map(([, item]) => item));
        for (const { bytes, line, column } of found)
          expect(text.split('\n')[line - 1]?.startsWith(bytes.toString(), column - 1)).toBe(true);
      }),
    );
  });

  test('skips blank lines and takes CRLF, and does not need a newline at the end', () => {
    const pieces = elements(split('{"a":1}\r\n\r\n   \n{"a":2}'));
    expect(pieces.map(({ bytes, line, index }) => [bytes.toString(), line, index])).toEqual([
      ['{"a":1}', 1, 0],
      ['{"a":2}', 4, 1],
    ]);
  });
});

describe('objects over several lines each, one after the other', () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), { minLength: 1, maxLength: 5 });

  test('are elements wherever the chunks end, and are gone on with from any of them', () => {
    fc.assert(
      fc.property(objects, chunkSizes, fc.constantFrom('\n', '\r\n', '\n\n'), (values, sizes, between) => {
        const items = values.map((value) => JSON.stringify(value, null, 2));
        const text = items.join(between);
        const whole = split(text, sizes);
        expect(texts(whole)).toEqual(items);
        const first = elements(whole)[0];
        const rest = splitterFrom(first?.next ?? startOf('sequence'), roomy);
        expect([...rest.push(Buffer.from(text).subarray(first?.next.offset)), ...rest.end()]).toEqual(whole.slice(1));
      }),
    );
  });

  test('end where one is broken', () => {
    const pieces = split('{\n"a":1}\n{\n"b":[}\n{\n"c":2}');
    expect(texts(pieces)).toEqual(['{\n"a":1}']);
    expect(breaks(pieces)).toEqual(['4:6 } closes what [ opened']);
  });
});

test('a byte order mark is no part of the first element and makes no column', () => {
  for (const text of ['\uFEFF[1]', '\uFEFF{"a":1}']) {
    const [first] = elements(split(text, [1]));
    expect(first).toMatchObject({ line: 1, column: text.includes('[') ? 2 : 1 });
    expect(first?.bytes.toString()).toBe(text.slice(1).replaceAll(/[[\]]/g, ''));
  }
});

test('bytes that are not UTF-8 pass as they are', () => {
  const bytes = Buffer.from([0x5b, 0x22, 0xff, 0xc3, 0x22, 0x5d]);
  expect(elements(split(bytes, [1])).map((one) => one.bytes)).toEqual([bytes.subarray(1, 5)]);
});

test('an element above the limit is passed over with its size, and the next one is read', () => {
  for (const text of ['[{"a":"xxxxxxxxxxxxxxxxxxxx"},{"b":1}]', '{"a":"xxxxxxxxxxxxxxxxxxxx"}\n{"b":1}']) {
    const pieces = split(text, [3], 20);
    expect(pieces[0]).toMatchObject({ kind: 'oversized', size: 28, line: 1, index: 0 });
    expect(texts(pieces)).toEqual(['{"b":1}']);
  }
});

const zipped = 'the file is compressed; unpack it first: unzip -p FILE | npm run -s shop -- send --file -';

test.each([
  ['nothing', Buffer.alloc(0), 'the file is empty'],
  ['only white space', Buffer.from(' \n\n'), 'the file is empty'],
  ['only a byte order mark', Buffer.from('\uFEFF'), 'the file is empty'],
  ['UTF-16', Buffer.from('\uFEFF[1]', 'utf16le'), 'the file is UTF-16; add --encoding utf-16le, or save it as UTF-8'],
  ['a zip archive', Buffer.from('PK\u0003\u0004\u0014\0abc\n\0def\nxyz'), zipped],
  [
    'XML',
    Buffer.from('<?xml version="1.0"?>'),
    'the file is not JSON: it begins with <, and JSON here begins with [ or {',
  ],
])('a file with %s says so', (_, bytes, message) => {
  expect(breaks(split(bytes, [1]))).toEqual([`1:1 ${message}`]);
});
