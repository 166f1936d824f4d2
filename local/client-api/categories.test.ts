import { expect, test } from 'vitest';
import type { CategoryStats } from '../../modules/category-stats/category-stats.ts';
import { categoriesText, categoryText } from './categories.ts';

/** Without the spaces that do not break. */
const plainSpaces = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

const stats: CategoryStats = {
  category: 'Часы\u001b[2J',
  count: 1_200,
  in_stock: 900,
  in_stock_share: 0.75,
  available_units: 4_300,
  brands: 12,
  stores: 3,
  newest_change: '2026-01-01T00:00:00.000Z',
  prices: [
    {
      currency: 'RUB',
      products: 1_199,
      min: 99,
      average: 2_500.5,
      median: 1_990,
      p95: 9_990,
      max: 120_000,
      stock_value: 5e6,
    },
    { currency: 'USD', products: 1, min: 10, average: 10, median: 10, p95: 10, max: 10, stock_value: 50 },
  ],
  computed_at: '2026-01-01T00:00:02.000Z',
};

test('categories are listed with availability and prices', () => {
  const text = plainSpaces(
    categoriesText({ total: 7, categories: [stats, { ...stats, category: 'Пустая', prices: [] }] }),
  );
  expect(text).toContain('Категорий: 7');
  expect(text).toMatch(/Часы .* 1 200 .* 75 % .* 4 300 .* 99 ₽ .* 2 500,50 ₽ .* 1 990 ₽ .* 120 000 ₽/u);
  expect(text).not.toContain('\u001b');
  expect(categoriesText({ total: 0, categories: [] })).toBe('Категорий: 0');
});

test('one category shows every currency by itself', () => {
  const text = plainSpaces(categoryText(stats));
  for (const part of ['900 (75 %)', 'от 99 ₽ до 120 000 ₽', 'Товаров в USD', 'от 10 $ до 10 $', '5 000 000 ₽'])
    expect(text).toContain(part);
});
