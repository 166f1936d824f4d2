import { expect, test } from 'vitest';
import { judgeCase } from './judge.ts';

const now = Date.parse('2026-11-28T12:00:00Z');

const judged = (content: object | string): unknown =>
  judgeCase(typeof content === 'string' ? content : JSON.stringify(content), now);

test('a case says where its product matches its rule', () => {
  const rule = { rule_id: 'r1', kind: 'phrase', value: 'кальян', exceptions: ['чехол для кальяна'] };
  expect(judged({ rule, product: { name: 'Чехол для кальяна', tags: ['уголь', 'Для кальянов'] } })).toEqual({
    matches: [{ rule_id: 'r1', field: 'tags', tag: 1, matched: 'кальянов', at: 4 }],
  });
  expect(judged({ rule, product: { name: 'Чехол для кальяна' } })).toEqual({ matches: [] });
});

test('a rule of the former shape is taken, and one without an id or a reason', () => {
  const product = { name: 'Набор', category: 'Сигареты и табак' };
  expect(judged({ rule: { kind: 'word', value: 'сигареты' }, product })).toEqual({
    matches: [{ rule_id: 'rule', field: 'category', matched: 'Сигареты', at: 0 }],
  });
});

test.each([
  ['{', 'the line is not JSON'],
  [{ rule: { kind: 'phrase', value: 'кинжал' } }, 'product'],
  [{ rule: { kind: 'phrase', value: '?!' }, product: {} }, 'value: must have a letter or a digit'],
  [{ rule: { kind: 'regex', value: '(' }, product: {} }, 'value: must be a regular expression of RE2'],
  [{ rule: { kind: 'words', value: 'вейп' }, product: {} }, 'kind: must be one of phrase, regex'],
])('%j is told to be wrong', (content, why) => {
  expect(judged(content)).toEqual({ error: expect.stringContaining(why) });
});
