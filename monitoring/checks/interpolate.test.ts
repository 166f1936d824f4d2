import { expect, test } from 'vitest';
import { interpolate, seriesNames } from './interpolate.ts';

const surroundings = { interval: 15_000, range: 3_600_000, scrapeInterval: 10_000, variables: {} };

test('intervals are put in as Grafana counts them', () => {
  expect(interpolate('rate(a[$__rate_interval]) + b[$__range] + ${__interval}', surroundings)).toBe(
    'rate(a[40s]) + b[3600s] + 15s',
  );
  expect(interpolate('a[$__rate_interval]', { ...surroundings, interval: 86_000 })).toBe('a[96s]');
});

const chosen = (...category: string[]): string =>
  interpolate('a{category=~"$category"}', { ...surroundings, variables: { category } });

test('chosen values become alternatives of a regular expression', () => {
  expect(chosen('Часы')).toBe('a{category=~"Часы"}');
  expect(chosen('Часы', 'Дом (сад)')).toBe(String.raw`a{category=~"(Часы|Дом \\(сад\\))"}`);
});

test('a variable that nobody knows is not put in', () => {
  expect(interpolate('a{b="$unknown"}', surroundings)).toBe('a{b="$unknown"}');
});

test.each([
  ['sum by (topic) (rate(a_total{topic=~"$topic", x="b_c"}[5m]))', ['a_total']],
  ['1 - max(a:b:sum / (c_d > 0)) or vector(0)', ['a:b:sum', 'c_d']],
  ['time() - max(last_seconds)', ['last_seconds']],
  ['x_y == bool 3 unless on (z) min by (z) (v_w offset 5m)', ['x_y', 'v_w']],
  ['histogram_quantile(0.95, sum by (le) (rate(h_bucket[5m]))) * 1000', ['h_bucket']],
])('%s is made of %j', (expression, names) => {
  expect(seriesNames(expression)).toEqual(names);
});
