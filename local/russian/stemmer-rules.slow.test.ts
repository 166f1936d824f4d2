import { expect, test } from 'vitest';
import { stemRussian } from '../../modules/russian/stem.ts';
import { readStemmerRules, separator } from '../../modules/russian/word-filters.ts';
import { dictionary } from '../../modules/russian/words.ts';
import { isVerbal } from '../../modules/russian/verbal.ts';

const sides = readStemmerRules().map((rule) => rule.split(' => '));
const overridden = new Map(sides.flatMap(([forms = '', token = '']) => forms.split(', ').map((form) => [form, token])));

/** What the filters make of a word. */
const tokensOf = (form: string): string[] => (overridden.get(form) ?? stemRussian(form)).split(separator);

const wordNumbers = (): number[] => Array.from({ length: dictionary().size }, (_, word) => word);

test('all forms of a noun or an adjective have a token in common, which no other word has', () => {
  const verbal = new Set(wordNumbers().filter((word) => isVerbal(dictionary().formsOf(word))));
  const nominal = wordNumbers().filter((word) => !verbal.has(word));
  const tokens = new Map(
    nominal.map((word) => {
      const [first = '', ...others] = dictionary().formsOf(word);
      const common = others.reduce(
        (left, form) => left.filter((token) => tokensOf(form).includes(token)),
        tokensOf(first),
      );
      return [word, common] as const;
    }),
  );
  expect(nominal.filter((word) => tokens.get(word)?.length === 0)).toEqual([]);
  const strangers = wordNumbers().flatMap((word) =>
    dictionary()
      .formsOf(word)
      .filter((form) => {
        const own = dictionary().find(form);
        const theirs = new Set(own.flatMap((its) => tokens.get(its) ?? []));
        const mayBeVerbal = own.some((its) => verbal.has(its));
        return tokensOf(form).some((token) => !theirs.has(token) && !mayBeVerbal);
      }),
  );
  expect(strangers).toEqual([]);
}, 120_000);
