import { beforeAll, expect, test } from 'vitest';
import { stemRussian } from './stem.ts';
import { stemmerRules } from './stemmer-rules.ts';
import { isVerbal } from './verbal.ts';
import { dictionary } from './words.ts';

let rules: readonly string[];
let overridden: ReadonlyMap<string, string>;

beforeAll(() => {
  rules = stemmerRules(dictionary());
  const sides = rules.map((rule) => rule.split(' => '));
  overridden = new Map(sides.flatMap(([forms = '', token = '']) => forms.split(', ').map((form) => [form, token])));
}, 120_000);

/** What the filters make of a word. */
const tokensOf = (form: string): string[] => (overridden.get(form) ?? stemRussian(form)).split('|');

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

test('the rules stay small enough for the settings of an index', () => {
  expect(Buffer.byteLength(JSON.stringify(rules))).toBeLessThan(5_000_000);
});
