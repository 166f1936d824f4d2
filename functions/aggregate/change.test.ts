import { expect, test } from 'vitest';
import { documentText } from '../../tests/support/operation.ts';
import type { UndatedStats } from '../../modules/category-stats/category-stats.ts';
import { pendingDocument, planChanges, recordOf, settledDocument, type Change, type Findings } from './change.ts';
import type { Known } from './known.ts';

const at = Date.parse('2026-01-02T03:04:05Z');
const category = 'Часы';
const fresh: UndatedStats = {
  category,
  count: 2,
  in_stock: 1,
  in_stock_share: 0.5,
  available_units: 3,
  brands: 1,
  stores: 1,
  newest_change: '2026-01-01T00:00:00.000Z',
  prices: [{ currency: 'RUB', products: 2, min: 1, average: 2, median: 1, p95: 3, max: 3, stock_value: 9 }],
};
const aKnown = (fields: Partial<Known> = {}): Known => ({
  version: 7,
  stats: { ...fresh, computed_at: '2025-12-31T00:00:00.000Z' },
  pending: false,
  ...fields,
});

const changes = (findings: { counted?: UndatedStats; known?: Known }, all = false): Change[] => {
  const { counted, known } = findings;
  const given: Findings = {
    counted: new Map(counted && [[category, counted]]),
    known: new Map(known && [[category, known]]),
    at,
  };
  return planChanges([category], given, all);
};

test('figures that are known are no change, whenever they were computed', () => {
  expect(changes({ counted: fresh, known: aKnown() })).toEqual([]);
  expect(changes({})).toEqual([]);
});

test.each([
  ['new', { counted: fresh }],
  ['other', { counted: { ...fresh, available_units: 4 }, known: aKnown() }],
  ['perhaps not published', { counted: fresh, known: aKnown({ pending: true }) }],
  ['of another shape', { counted: fresh, known: aKnown({ stats: undefined }) }],
])('figures that are %s are a change', (_, findings) => {
  const computed_at = '2026-01-02T03:04:05.000Z';
  expect(changes(findings)).toEqual([{ category, stats: { ...findings.counted, computed_at }, version: at }]);
});

test('a category that has lost its last product is a change, also when it may have been published before', () => {
  const gone = { category, stats: undefined, version: at };
  expect(changes({ known: aKnown() })).toEqual([gone]);
  expect(changes({ known: aKnown({ stats: undefined, pending: true }) })).toEqual([gone]);
});

test('with all, known figures are a change, too', () => {
  expect(changes({ counted: fresh, known: aKnown() }, true)).toHaveLength(1);
});

test('a clock that is behind makes a newer document all the same', () => {
  const [change] = changes({ counted: fresh, known: aKnown({ version: at + 500, stats: undefined }) });
  expect(change?.version).toBe(at + 501);
});

const documentOf = (operation: ReturnType<typeof settledDocument>): unknown => JSON.parse(documentText(operation));

test('a document is pending until its record is published; the last product takes both away', () => {
  const stats = { ...fresh, computed_at: '2026-01-02T03:04:05.000Z' };
  const change = { category, stats, version: 9 };
  expect(documentOf(pendingDocument(change))).toEqual({ ...stats, pending: true });
  expect(documentOf(settledDocument(change))).toEqual(stats);
  expect(recordOf(change)).toEqual({ topic: 'category_stats', key: category, value: JSON.stringify(stats) });

  const gone = { category, stats: undefined, version: 9 };
  expect(documentOf(pendingDocument(gone))).toEqual({ category, pending: true });
  expect(settledDocument(gone)).toMatchObject({ action: 'delete', version: 9 });
  expect(recordOf(gone)).toMatchObject({ key: category, value: null });
});

test('the id of a document is short, however long the category is', () => {
  expect(settledDocument({ category: '🙂'.repeat(256), stats: undefined, version: 1 }).id).toMatch(/^[0-9a-f]{64}$/u);
});
