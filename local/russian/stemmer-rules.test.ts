import { expect, test } from 'vitest';
import { stemmerRules, type Words } from './stemmer-rules.ts';

/** A dictionary of these words, each as its lemma and its other forms. */
function dictionaryOf(...lines: string[]): Words {
  const words = lines.map((line) => line.split(' '));
  return {
    size: words.length,
    formsOf: (word) => words[word] ?? [],
    find: (form) => [...words.keys()].filter((word) => words[word]?.includes(form)),
  };
}

test.each([
  ['a word with one stem needs no rule', ['стол стола столы столов'], []],
  ['a form with another stem gets that of the most', ['сумка сумки сумку сумок'], ['сумок => сумк']],
  [
    'a form of two words gets the tokens of both',
    ['банк банка банку', 'банка банки банку банок'],
    ['банка, банку => банк|банок', 'банки => банок'],
  ],
  [
    'a stem that more forms of a verb have is none of a noun',
    ['крас краса красу', 'красить красил красила красит красят'],
    ['крас, краса, красу => крас1'],
  ],
  [
    'a stem that few forms of a verb have is marked there',
    ['стол стола столы столов', 'столить столи столила'],
    ['столить, столи, столила => стол0'],
  ],
])('%s', (_, words, rules) => {
  expect(stemmerRules(dictionaryOf(...words))).toEqual(rules);
});
