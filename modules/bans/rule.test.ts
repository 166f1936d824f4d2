import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { banRuleSchema } from './rule.ts';

const aRule = (fields: object) => ({ id: 'r-1', kind: 'word', value: 'вейп', reason: 'нельзя', ...fields });

test('the sample rules are valid and have different ids', () => {
  const file = join(import.meta.dirname, '../../samples/bans.json');
  const rules = z.array(banRuleSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ kind }) => kind))).toEqual(
    new Set(['product_id', 'sku', 'brand', 'store', 'category', 'word']),
  );
});

test.each([
  ['an unknown kind', { kind: 'colour' }],
  ['an empty value', { value: '  ' }],
  ['a word without a letter or a digit', { value: '«!»' }],
  ['no reason', { reason: undefined }],
  ['an endless value', { value: 'а'.repeat(501) }],
  ['a time that is none', { created_at: 'вчера' }],
])('a rule with %s is refused', (_, fields) => {
  expect(banRuleSchema.safeParse(aRule(fields)).success).toBe(false);
});
