import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, joinList, protect, splitList, unprotect } from './cells.ts';

const odd = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', '\\', ';', ',', ' ', '\t', 'а') });

test.each(['=1+1', '+7 999', '-20%', '@sum', '\t=1', '＝1+1', "'=1", "''"])(
  'a spreadsheet takes %j for text, and it is read back as it was',
  (text) => {
    expect(protect(text)).toBe(`'${text}`);
    expect(unprotect(protect(text))).toBe(text);
  },
);

test('an apostrophe that people wrote before a word stays', () => {
  expect(unprotect("'Кальян'")).toBe("'Кальян'");
});

test('any text is read back from its cell', () => {
  fc.assert(
    fc.property(odd, (text) => {
      expect(unprotect(protect(text))).toBe(text);
    }),
  );
});

test('any texts that are not blank at an end are read back from one cell', () => {
  const texts = fc.array(odd.map((text) => text.trim()).filter((text) => text !== ''));
  fc.assert(
    fc.property(texts, (list) => {
      expect(splitList(joinList(list))).toEqual(list);
    }),
  );
});

test.each([
  ['чехол; щипцы;', ['чехол', 'щипцы']],
  [String.raw`a\;b;c\d`, ['a;b', String.raw`c\d`]],
  [String.raw`a\\;b`, [String.raw`a\ `.trim(), 'b']],
  ['', []],
])('the cell %j holds %j', (cell, texts) => {
  expect(splitList(cell)).toEqual(texts);
});

test('cells with what divides cells and lines are quoted', () => {
  expect(csvLine(['a', 'b;c', 'd,e', 'f"g', 'h\ni'])).toBe('a,"b;c","d,e","f""g","h\ni"\r\n');
});
