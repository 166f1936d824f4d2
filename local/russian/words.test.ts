import { expect, test } from 'vitest';
import { Dictionary } from '../../modules/russian/dictionary.ts';
import { readTable } from '../../modules/russian/table.ts';
import { brotliDecompressSync } from 'node:zlib';
import { encodeWords } from './encode.ts';
import { readEntries } from './hunspell.ts';
import { wordsOf } from './words.ts';

const affixes = [
  'SFX J Y 3\nSFX J о у о\nSFX J о а о\nSFX J 0 м о',
  'SFX K Y 4\nSFX K 0 а [^ейоь]\nSFX K 0 ы [^ейоь]\nSFX K 0 ам [^ейоь]\nSFX K 0 ов [^ейоь]',
  'SFX O Y 2\nSFX O а ам а\nSFX O а ах а',
  'SFX N Y 1\nSFX N ь ью ь',
  'SFX L Y 1\nSFX L чь кла чь',
  'SFX A Y 2\nSFX A ый ая ый\nSFX A ый ые ый',
  'SFX Z Y 1\nSFX Z ый о ый',
].join('\n\n');

const spelled = (forms: Iterable<string>): string => [...forms].toSorted().join(' ');

const formsIn = (...lines: string[]): Record<string, string[]> =>
  Object.fromEntries(
    wordsOf(readEntries(affixes, [lines.length, ...lines].join('\n')))
      .filter(({ lemma }) => lines.some((line) => line.split('/')[0]?.toLowerCase().replaceAll('ё', 'е') === lemma))
      .map(({ lemma, forms }) => [lemma, [...forms].toSorted()]),
  );

test('a plural and a genitive that stand by themselves belong to their noun, ё or е', () => {
  expect(formsIn('ведро/J', 'вёдра/O', 'вёдер', 'ведер')).toEqual({
    ведро: ['ведер', 'ведра', 'ведрам', 'ведрах', 'ведро', 'ведром', 'ведру'],
  });
});

test('a noun all of whose forms stand by themselves is one word under its nominative', () => {
  expect(formsIn('лёд', 'льда', 'льду', 'льдом', 'льды')).toEqual({
    лед: ['лед', 'льда', 'льдам', 'льдами', 'льдах', 'льдов', 'льдом', 'льду', 'льды'],
  });
});

test('a word without forms that merely looks like another one stays a word', () => {
  expect(formsIn('лёд', 'леди', 'льда', 'льду', 'льдом')['леди']).toEqual(['леди']);
});

test('a spelling that is a noun and a verb is two words', () => {
  const words = wordsOf(readEntries(affixes, '1\nпечь/NL')).filter(({ lemma }) => lemma === 'печь');
  expect(words.map(({ forms }) => forms.has('пекла'))).toEqual([true, false]);
});

test('an adverb made from an adjective is no form of it', () => {
  expect(formsIn('скорый/AZ')).toEqual({ скорый: ['скорая', 'скорые', 'скорый'] });
});

test('a plural that the dictionary leaves out is added, unless another word has that form', () => {
  expect(formsIn('табак/K')['табак']).toContain('табаков');
  expect(formsIn('мыло/J')['мыло']).toEqual(['мыл', 'мыла', 'мылам', 'мылами', 'мылах', 'мыло', 'мылом', 'мылу']);
});

test('words come out of the table as they went in', () => {
  const words = wordsOf(readEntries(affixes, '4\nведро/J\nстол/K\nскорый/A\nпечь/NL'));
  const bytes = brotliDecompressSync(encodeWords(words));
  const dictionary = new Dictionary(bytes);
  const numbers = Array.from({ length: dictionary.size }, (_, word) => word);
  expect(numbers.map((word) => spelled(dictionary.formsOf(word))).toSorted()).toEqual(
    words.map(({ forms }) => spelled(forms)).toSorted(),
  );
  expect(new Set(numbers.map((word) => dictionary.formsOf(word)[0]))).toEqual(new Set(words.map(({ lemma }) => lemma)));
  expect(readTable(bytes).stems).toHaveLength(words.length + 1);
});
