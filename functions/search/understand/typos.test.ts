import { assert, constantFrom, double, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { alikeWords, mistakeCost, mostCost, withOneMistake } from './typos.ts';

test('letters that sound alike, a doubled letter and swapped ones cost less than others', () => {
  const typed = [
    ['кросовки', 'кроссовки'],
    ['часи', 'часы'],
    ['часыв', 'часвы'],
    ['часы', 'чашы'],
  ].map(([one = '', other = '']) => mistakeCost(one, other));
  expect(typed).toEqual(typed.toSorted((one, other) => (one ?? 0) - (other ?? 0)));
  expect(mistakeCost('часы', 'часы')).toBe(0);
  expect(mistakeCost('часы', 'чалы')).toBe(1);
});

test('a word that is too long to be one is like no other', () => {
  expect(mistakeCost('я'.repeat(100), 'я'.repeat(99))).toBe(Infinity);
});

test('a bound on the cost changes no cost within it', () => {
  const word = string({ unit: constantFrom('а', 'б', 'о', 'с'), maxLength: 8 });
  assert(
    property(word, word, double({ min: 0, max: 3, noNaN: true }), (typed, meant, most) => {
      const [cost, bounded] = [mistakeCost(typed, meant), mistakeCost(typed, meant, most)];
      expect(bounded > most ? Infinity : bounded).toBe(cost > most ? Infinity : cost);
    }),
    { numRuns: 2_000 },
  );
});

test('short words must be right in more of their letters', () => {
  expect(mistakeCost('мяч', 'меч')).toBeLessThanOrEqual(mostCost(3));
  expect(mistakeCost('мяч', 'мул')).toBeGreaterThan(mostCost(3));
  expect(mistakeCost('холадилник', 'холодильник')).toBeLessThanOrEqual(mostCost(10));
});

test('one mistake is a letter too many, too few, wrong, or two in the wrong order', () => {
  const words = new Set(withOneMistake('стлоы'));
  expect(['столы', 'стлы', 'стлоны', 'стлои'].filter((word) => !words.has(word))).toEqual([]);
});

test('words that sound alike differ in one letter', () => {
  expect([...alikeWords('кросовки')]).toEqual(expect.arrayContaining(['красовки', 'кроссовки']));
});
