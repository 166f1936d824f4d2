import { expect, test } from 'vitest';
import { equivalentsOf } from './equivalents.ts';
import { readLines } from './files.ts';
import { isKnownWord, knownSpellings } from './known-words.ts';

test('more than 300 brands are known, each in two spellings at least', () => {
  const brands = readLines('brands.txt').map((line) => line.split(/[:,] ?/));
  expect(brands.length).toBeGreaterThan(300);
  expect(brands.filter((spellings) => spellings.length < 2 || spellings.includes(''))).toEqual([]);
});

test.each(['brands.txt', 'synonyms.txt'] as const)('no line of %s says what another one says', (file) => {
  const lines = readLines(file).map((line) => line.toLowerCase());
  expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
  const first = lines.map((line) => line.split(':')[0]);
  expect(first.filter((name, index) => file === 'brands.txt' && first.indexOf(name) !== index)).toEqual([]);
});

test('the dictionary has none of words.txt', () => {
  expect(knownSpellings().size).toBeGreaterThan(1_000);
  expect(['смузи', 'шоппера', 'айфонов', 'nike'].filter((word) => !isKnownWord(word))).toEqual([]);
  expect(['xfcs', 'часи', 'метал', 'naushniki'].filter(isKnownWord)).toEqual([]);
});

test('a spelling is as good as the others of its line, and not as itself', () => {
  const terms = equivalentsOf('бош').map((equivalent) => equivalent.terms.join(' '));
  expect(terms).toContain('bosch');
  expect(terms).not.toContain('бош');
});
