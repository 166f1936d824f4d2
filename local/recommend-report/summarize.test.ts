import { expect, test } from 'vitest';
import { Summary, type Shown } from './summarize.ts';

const shown = (queryId: string, userId: string, variant: string): Shown => ({
  queryId,
  userId,
  variant,
  items: [
    { productId: 'p1', algorithm: 'neighbours' },
    { productId: 'p2', algorithm: 'popular' },
  ],
});
const did = (queryId: string, productId: string, action = 'click') => ({ queryId, productId, action });

test('buyers count once for each variant, items for each time they were shown', () => {
  const summary = new Summary();
  summary.add([shown('q1', 'u1', 'both'), shown('q2', 'u1', 'both')], [did('q1', 'p1'), did('q1', 'p1', 'purchase')]);
  summary.add([shown('q3', 'u2', 'both'), shown('q4', 'u3', 'near')], [did('q3', 'other'), did('gone', 'p1')]);
  const { variants, algorithms } = summary.report();
  expect(variants).toMatchObject([
    { variant: 'both', answers: 3, clicked: { count: 1, of: 2 }, bought: { count: 1, of: 2 } },
    { variant: 'near', answers: 1, clicked: { count: 0, of: 1 }, more: { clicked: { value: -0.5 } } },
  ]);
  expect(variants[0]).not.toHaveProperty('more');
  expect(algorithms).toMatchObject([
    { variant: 'both', algorithm: 'neighbours', clicked: { count: 1, of: 3 }, bought: { count: 1 } },
    { variant: 'both', algorithm: 'popular', clicked: { count: 0, of: 3 } },
    { variant: 'near', algorithm: 'neighbours', clicked: { of: 1 } },
    { variant: 'near', algorithm: 'popular', clicked: { of: 1 } },
  ]);
});
