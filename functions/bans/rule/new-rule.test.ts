import { expect, test } from 'vitest';
import { issuesOf, issuesText } from '../../../modules/errors/schema.ts';
import type { JsonObject } from '../request.ts';
import { nonsenseOf, readRule, splitRule } from './new-rule.ts';

const aSaidRule = (fields: JsonObject): JsonObject => ({ rule_id: 'r', kind: 'phrase', reason: 'Нельзя', ...fields });

function faultsOf(fields: JsonObject): string {
  const read = readRule(aSaidRule(fields));
  return issuesText(read.ok ? nonsenseOf(read.value) : issuesOf(read));
}

const words = (count: number): string => Array.from({ length: count }, () => 'мы').join(' ');

test.each([
  [{ value: '' }, 'value: is empty: write the words to look for'],
  [{ value: ' \t' }, 'value: is empty: write the words to look for'],
  [{ value: '?!…' }, 'value: must have a letter or a digit'],
  [{ value: 'а' }, 'value: is one letter or digit, which nearly every product has: write a whole word'],
  [{ value: '«7»' }, 'value: is one letter or digit, which nearly every product has: write a whole word'],
  [{ value: words(10_000) }, 'value: is too long: a phrase has at most 20 words and 500 characters'],
  [{ value: words(21) }, 'value: has 21 words: a phrase has at most 20'],
  [{ value: 'нож вилка ложка', window: 2 }, 'window: must be at least 3, as many as the phrase has words'],
  [{ value: 'нож', match: 'substring', window: 2 }, 'window: is for whole words: a rule with match substring has none'],
  [{ value: 'нож', exeptions: [] }, 'exeptions: is not a field of a rule of the kind phrase'],
  [{ kind: 'brand', value: 'Casio', match: 'stem' }, 'match: is not a field of a rule of the kind brand'],
  [{ value: 'нож', reason: undefined }, 'reason: is missing'],
  [
    { value: 'нож', valid_from: '2026-02-02T00:00:00Z', valid_to: '2026-02-01T00:00:00Z' },
    'valid_to: must be later than valid_from',
  ],
  [{ kind: 'regex', value: 'a*' }, 'value: matches also where nothing stands, so it would match every product'],
  [{ kind: 'regex', value: '' }, 'value: is empty: write a regular expression'],
  [{ kind: 'price', value: { min: 5, max: 1, currency: 'RUB' } }, 'value: min must not be more than max'],
  [{ rule_id: 'import', value: 'нож' }, 'rule_id: "import" is a word of the API: choose another id'],
  [{ rule_id: 'sweeps/1', value: 'нож' }, 'rule_id: "sweeps/1" is a word of the API: choose another id'],
  [{ rule_id: '..', value: 'нож' }, 'rule_id: cannot stand in an address'],
  [{ rule_id: 'a\ud800', value: 'нож' }, 'rule_id: cannot stand in an address'],
])('%j is refused in one sentence', (fields, fault) => {
  expect(faultsOf(fields)).toBe(fault);
});

test.each(['(', '(?=нож)', '\\1', '[а-'])('the pattern %s is refused, because RE2 has no such thing', (value) => {
  expect(faultsOf({ kind: 'regex', value })).toMatch(/^value: must be a regular expression of RE2: /u);
});

test('every wrong field is named, each once', () => {
  expect(faultsOf({ kind: 'phrase', value: '', reason: '', severity: 'huge', colour: 'red' })).toBe(
    'reason: must not be empty; severity: must be one of low, medium, high, found "huge"; ' +
      'value: is empty: write the words to look for; colour: is not a field of a rule of the kind phrase',
  );
});

test.each([
  [{ value: 'водка' }],
  [{ value: '21+' }],
  [{ kind: 'brand', value: 'X' }],
  [{ kind: 'word', value: 'нож' }],
  [{ kind: 'regex', value: '(?i)бад\\b' }],
])('%j is taken', (fields) => {
  expect(faultsOf(fields)).toBe('');
});

test('what an answer says beside the rule is no field of it, and why is told apart', () => {
  const { why, rule } = splitRule({
    ...aSaidRule({ value: 'нож' }),
    why: ' по жалобе ',
    version: 7,
    changed_at: '2026-01-01T00:00:00Z',
    changed_by: 'anna',
    in_force: true,
    created_by: 'boris',
    created_at: '2020-01-01T00:00:00Z',
  });
  expect([why, rule]).toEqual([{ ok: true, value: 'по жалобе' }, aSaidRule({ value: 'нож' })]);
  expect(splitRule({ why: 7 }).why).toEqual({
    ok: false,
    issues: [{ path: 'why', message: 'text is expected, found 7' }],
  });
});
