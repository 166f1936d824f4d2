import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { patchOf, ruleOf, time } from './rule-options.ts';

/** As it is sent. */
const sent = (content: object | undefined): unknown => content && JSON.parse(JSON.stringify(content));

test('a rule has what its options say and nothing else', () => {
  expect(sent(ruleOf({ kind: 'brand', value: 'Rolexx', reason: 'Подделка' }))).toEqual({
    kind: 'brand',
    value: 'Rolexx',
    reason: 'Подделка',
  });
  expect(sent(ruleOf({ kind: 'price', min: 5, currency: 'RUB', id: 'p' }))).toEqual({
    rule_id: 'p',
    kind: 'price',
    value: { min: 5, currency: 'RUB' },
  });
});

test('a change has only what is to be otherwise, and null for what is cleared', () => {
  expect(sent(patchOf({ from: 'none', window: 'none', exceptions: false }))).toEqual({
    valid_from: null,
    window: null,
    exceptions: null,
  });
  expect(sent(patchOf({ max: 'none', min: 3 }))).toEqual({ value: { min: 3, max: null } });
  expect(patchOf({})).toBeUndefined();
});

test.each([
  ['2026-12-01', new Date(2026, 11, 1).toISOString()],
  ['2026-12-01T10:30', new Date(2026, 11, 1, 10, 30).toISOString()],
  ['2026-12-01T10:30+03:00', '2026-12-01T07:30:00.000Z'],
  ['2026-12-01T10:30:15.5Z', '2026-12-01T10:30:15.500Z'],
])('the time %s is %s', (text, iso) => {
  expect(time(text)).toBe(iso);
});

test.each(['2026-02-30', 'tomorrow', '2026-12-01T25:00', '01.12.2026', ''])('%j is no time', (text) => {
  expect(() => time(text)).toThrow(InvalidArgumentError);
});
