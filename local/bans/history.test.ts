import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../modules/ban-list/history-entry.ts';
import { historyText, toldHistory } from './history.ts';

const rule = (fields: object = {}) => ({ rule_id: 'a', kind: 'sku', value: 'X', reason: 'Нельзя', ...fields });

/** Entries of one rule, newest first. */
const entries = (...changes: Partial<HistoryEntry>[]): HistoryEntry[] =>
  changes.map((change, index) => ({
    version: changes.length - index,
    rule_id: 'a',
    action: 'set',
    at: '2026-11-28T12:00:00Z',
    ...change,
  }));

const did = (changes: HistoryEntry[], before: [string, object][] = []): string[] =>
  toldHistory(changes, new Map(before.map(([id, one]) => [id, { ...one }]))).map((one) =>
    `${one.did} ${one.what}`.trim(),
  );

test('a rule that is set is added when there was none before, and edited when there was one', () => {
  const changes = entries(
    { rule: rule({ severity: 'low' }) },
    { action: 'removed' },
    { rule: rule({ value: 'Y' }) },
    { action: 'unreadable', problem: 'the value is not JSON' },
    { rule: rule() },
  );
  expect(did(changes)).toEqual([
    'added sku X',
    'removed sku Y',
    'edited value: «X» → «Y»',
    'unreadable the value is not JSON',
    'added sku X',
  ]);
});

test('what the rule was before the oldest change that is shown counts', () => {
  expect(did(entries({ rule: rule({ severity: 'low' }) }), [['a', rule()]])).toEqual(['edited severity: none → «low»']);
});

test('no text of a rule or of its change steers the terminal', () => {
  const evil = '\u001b[2J\u202E';
  const changes = entries({ rule: rule({ value: evil }), by: evil, why: evil, rule_id: evil });
  expect(historyText(toldHistory(changes, new Map())).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
});
