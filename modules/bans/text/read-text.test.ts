import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const lettersOf = (text: string): string[] => readText(text).map(({ letters }) => letters);

test.each([
  ['Сигареты, 20 шт.', ['сигареты', '20', 'шт']],
  ['сига\u00adре\u200bты', ['сигареты']],
  ['е\u0308лка и\u0306од', ['елка', 'йод']],
  ['ка́льян', ['кальян']],
  ['<b>сига</b>реты&nbsp;тонкие', ['сигареты', 'тонкие']],
  ['водка<br>пиво', ['водка', 'пиво']],
  ['5 < 7 & 9', ['5', '7', '9']],
  ['вейп™', ['вейп']],
  ['Ｗｉ-Ｆｉ', ['wi', 'fi']],
  ['!!! 🔥 ---', []],
])('«%s» is read as %j', (text, expected) => {
  expect(lettersOf(text)).toEqual(expected);
});

test('every piece stands where it says, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      // A character may be several: ⅐ is 1⁄7.
      const places = readText(text).map(({ from, to }) => [from, to] as const);
      for (const [from, to] of places) expect(to).toBeGreaterThan(from);
      expect(places).toEqual(places.toSorted(([one, oneTo], [other, otherTo]) => one - other || oneTo - otherTo));
      expect(places.at(-1)?.[1] ?? 0).toBeLessThanOrEqual(text.length);
    }),
  );
});
