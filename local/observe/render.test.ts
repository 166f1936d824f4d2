import { expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { addressesOf, renderAddresses } from './addresses.ts';
import type { Picture } from './picture.ts';
import { renderPicture } from './render.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');

const aPicture = (change: Partial<Picture> = {}): Picture => ({
  kafka: {
    ok: true,
    value: {
      appended: {
        products: 1_432,
        filtered_products: 1_400,
        rejected_products: 30,
        banned_products: 8,
        ban_history: 8,
        ban_sweeps: 16,
        catalog_changes: 40,
        category_stats: 12,
        client_queries: 5,
        category_analytics: 0,
        recommendations: 0,
        dead_letters: 2,
      },
      lags: [{ group: 'filter-products', functionName: 'filter', topic: 'products', lag: 17 }],
      deadLetters: 2,
    },
  },
  index: {
    ok: true,
    value: {
      searchable: 1_370,
      newestChange: now - 3_000,
      rejected: 30,
      reasons: [{ reason: 'Табак запрещён', count: 12 }],
    },
  },
  mappings: {
    ok: true,
    value: [
      {
        function: 'marketplace-filter',
        topic: 'products',
        group: 'filter-products',
        state: 'Enabled',
        lastProcessingResult: 'OK',
        poller: 'polling',
        records: 1_415,
        batches: 9,
        retries: 1,
        lastError: { at: '2026-11-22T10:00:00.000Z', message: 'the function timed out' },
      },
    ],
  },
  lastAnalysis: { ok: true, value: now - 5 * 60_000 },
  alerts: { ok: true, value: [] },
  ...change,
});

/** Numbers are grouped by no-break spaces. */
const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

test('the picture tells records by topic, lag by function, rejections by reason and the last error', () => {
  const text = plain(renderPicture(aPicture(), now));
  expect(text).toMatch(/products\s+1 432/);
  expect(text).toMatch(/marketplace-filter\s+products\s+17\s+1 415\s+9\s+1\s+polling\s+Enabled/);
  expect(text).toContain('найти можно: 1 370   отклонено: 30   новейшее изменение: 3 с назад');
  expect(text).toMatch(/Тревоги\n  нет\n/);
  expect(text).toContain('лежит в dead_letters: 2\nПоследний анализ: 5 мин назад');
  expect(text).toMatch(/12\s+Табак запрещён/);
  expect(text).toContain('2026-11-22T10:00:00.000Z marketplace-filter ← products: the function timed out');
});

test('a server that cannot be asked leaves a hole with its reason, and the rest of the picture stands', () => {
  const text = plain(renderPicture(aPicture({ index: { ok: false, error: 'connect\n ECONNREFUSED' } }), now));
  expect(text).toContain('нет данных: connect ECONNREFUSED');
  expect(text).toMatch(/products\s+1 432/);
});

test('an alert is told with its age, the critical ones with fire', () => {
  const since = '2026-11-22T10:30:00.000Z';
  const value = [
    { name: 'BrokerDown', severity: 'critical', summary: 'Брокер Kafka 2 не работает', since },
    {
      name: 'DeadLettersArrived',
      severity: 'warning',
      summary: 'Появились записи',
      since: new Date(now).toISOString(),
    },
  ];
  const text = renderPicture(aPicture({ alerts: { ok: true, value } }), now);
  expect(text).toContain('  🔥 Брокер Kafka 2 не работает — уже 1 ч\n  ⚠️ Появились записи — уже 0 с');
});

test('without monitoring nothing is said of alerts, and before the first analysis so much', () => {
  const { alerts: _, ...unwatched } = aPicture({ lastAnalysis: { ok: true, value: null } });
  const text = renderPicture(unwatched, now);
  expect(text).not.toContain('Тревоги');
  expect(text).toContain('Последний анализ: ещё не было');
});

test('while the event source is silent, Kafka still tells how far the groups are', () => {
  const text = plain(renderPicture(aPicture({ mappings: { ok: false, error: 'ECONNREFUSED' } }), now));
  expect(text).toMatch(/filter\s+products\s+17\s+—\s+—\s+—\s+—/);
  expect(text).toContain('Последние ошибки\n  нет данных: ECONNREFUSED');
});

test('the addresses are those of the instance', () => {
  const text = renderAddresses(addressesOf(instanceAt('x', 1_000), 'http://127.0.0.1:5566/v1'));
  expect(text).toContain('http://localhost:10200');
  expect(text).toContain('localhost:10092,10094,10095');
  expect(text).toContain('http://127.0.0.1:5566/v1');
});
