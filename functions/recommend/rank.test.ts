import { expect, test } from 'vitest';
import { interests, sharesAt, tastes, type PastEvent } from './interests.ts';
import { rank, type Evidence, type Neighbour, type PopularProduct } from './rank.ts';
import { reason } from './reason.ts';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const did = (productId: string, action: PastEvent['action'], daysAgo: number): PastEvent => ({
  productId,
  action,
  at: now - daysAgo * day,
});
const popular = (productId: string, category: string, rankInCategory: number, score = 1): PopularProduct => ({
  productId,
  category,
  rankInCategory,
  score,
});
const near = (productId: string, score: number): Neighbour => ({ productId, score, taste: 0 });
const ranked = (evidence: Partial<Evidence>) =>
  rank({
    interests: new Map(),
    tastes: new Map(),
    shares: { near: 1, taste: 2 },
    neighbours: new Map(),
    categories: new Map(),
    popular: [],
    bought: new Set(),
    alike: new Map(),
    passedOver: new Map(),
    ...evidence,
  });
const ids = (evidence: Partial<Evidence>): string[] => ranked(evidence).map(({ productId }) => productId);

test('interests sum to one, and a purchase says more than a look', () => {
  const found = interests([did('looked', 'click', 1), did('bought', 'purchase', 1)], now);
  expect([...found.values()].reduce((sum, interest) => sum + interest, 0)).toBeCloseTo(1);
  // 1 and, one place later (half after three), 5 / 2^(1/3).
  expect((found.get('bought') ?? 0) / (found.get('looked') ?? 1)).toBeCloseTo(5 / 2 ** (1 / 3));
});

/** What an interest in the first product is, beside one in the second. */
const ratio = (one: PastEvent, other: PastEvent): number => {
  const found = interests([one, other], now);
  return (found.get(one.productId) ?? 0) / (found.get(other.productId) ?? 1);
};
const minutes = 1 / (24 * 60);

test('an interest halves for every three products that came after', () => {
  expect(ratio(did('before', 'click', 29 * minutes), did('last', 'click', 0))).toBeCloseTo(0.5 ** (1 / 3), 2);
});

test('half an hour without an event is as twenty products more, and an interest halves in fourteen days', () => {
  expect(ratio(did('before', 'click', 31 * minutes), did('last', 'click', 0))).toBeCloseTo(0.5 ** (21 / 3), 3);
  expect(ratio(did('before', 'click', 14), did('last', 'click', 0)) / 0.5 ** (21 / 3)).toBeCloseTo(0.5, 3);
});

test('a product that is met again counts where it was met last', () => {
  const found = interests([did('again', 'click', 9), did('once', 'click', 5), did('again', 'cart', 0)], now);
  expect([...found.keys()]).toEqual(['again', 'once']);
});

test('looking ten times is looking once, the last time', () => {
  const often = Array.from({ length: 10 }, (_, n) => did('often', 'click', n));
  expect(interests([did('once', 'click', 0), ...often], now)).toEqual(
    interests([did('once', 'click', 0), did('often', 'click', 0)], now),
  );
});

test('a taste is not shorter for what came after', () => {
  expect(tastes(['new', 'old']).get('old')).toBe(0.5);
});

test('a taste counts most when a buyer comes back after half an hour', () => {
  const events = [did('last', 'click', 29 * minutes), did('before', 'click', 9)];
  const [visiting, coming] = [sharesAt(events, now), sharesAt(events, now + 2 * minutes * day)];
  expect(coming.taste / coming.near).toBeGreaterThan(10 * (visiting.taste / visiting.near));
});

test('what has no history has no interests', () => {
  expect([interests([], now).size, tastes([]).size]).toEqual([0, 0]);
});

test('neighbours are ranked by similarity times interest, summed over what the buyer did', () => {
  const found = ranked({
    interests: new Map([
      ['a', 0.75],
      ['b', 0.25],
    ]),
    neighbours: new Map([
      ['a', [near('x', 0.4)]],
      ['b', [near('y', 0.9), near('x', 0.4)]],
    ]),
  });
  // 0.75 × 0.4 + 0.25 × 0.4, and 0.25 × 0.9.
  expect(found.map(({ productId, score }) => [productId, Number(score.toFixed(6))])).toEqual([
    ['x', 0.4],
    ['y', 0.225],
  ]);
  expect(found[0]?.because).toEqual({ kind: 'neighbour', of: ['a', 'b'] });
});

test('what fits a taste is found by all that the buyer likes, however long ago', () => {
  const found = ranked({
    interests: new Map([
      ['now', 0.9],
      ['before', 0.1],
    ]),
    tastes: new Map([
      ['now', 0.5],
      ['before', 0.5],
    ]),
    neighbours: new Map([
      ['now', [near('x', 0.2)]],
      ['before', [{ productId: 'y', score: 0.2, taste: 0.6 }]],
    ]),
  });
  // 0.1 × 0.2 + 2 × 0.5 × 0.6, and 0.9 × 0.2.
  expect(found.map(({ productId, score }) => [productId, Number(score.toFixed(6))])).toEqual([
    ['y', 0.62],
    ['x', 0.18],
  ]);
});

test("after the neighbours comes what is popular in the buyer's categories, then what is popular", () => {
  const found = ranked({
    interests: new Map([['watch', 1]]),
    neighbours: new Map([['watch', [near('strap', 0.2)]]]),
    categories: new Map([['watch', 'Часы']]),
    popular: [popular('book', 'Книги', 1, 100), popular('clock', 'Часы', 1, 3), popular('alarm', 'Часы', 2, 2)],
  });
  expect(found.map(({ productId, because }) => [productId, because.kind])).toEqual([
    ['strap', 'neighbour'],
    ['clock', 'category'],
    ['alarm', 'category'],
    ['book', 'popular'],
  ]);
});

test('what is popular is diversified: the best of each category before the second best of any', () => {
  const found = ids({
    popular: [
      popular('w1', 'Часы', 1, 100),
      popular('w2', 'Часы', 2, 99),
      popular('w3', 'Часы', 3, 98),
      popular('b1', 'Книги', 1, 2),
      popular('b2', 'Книги', 2, 1),
      popular('t1', 'Посуда', 1, 5),
    ],
  });
  expect(found).toEqual(['w1', 't1', 'b1', 'w2', 'b2', 'w3']);
});

test('what is like a product by its words comes among the weak neighbours, the most alike first, and before what is popular', () => {
  const found = ranked({
    interests: new Map([['watch', 1]]),
    neighbours: new Map([['watch', [near('strap', 0.2), near('case', 0.01)]]]),
    alike: new Map([['watch', ['clock', 'alarm']]]),
    categories: new Map([['watch', 'Часы']]),
    popular: [popular('w1', 'Часы', 1)],
  });
  expect(found.map(({ productId, because }) => [productId, because.kind])).toEqual([
    ['strap', 'neighbour'],
    ['clock', 'similar'],
    ['alarm', 'similar'],
    ['case', 'neighbour'],
    ['w1', 'category'],
  ]);
  expect(found[1]?.because).toEqual({ kind: 'similar', to: 'watch' });
});

test('of several products that one is like, the reason is the one that says most', () => {
  const found = ranked({
    interests: new Map([
      ['a', 0.7],
      ['b', 0.3],
    ]),
    alike: new Map([
      ['b', ['x']],
      ['a', ['x']],
    ]),
  });
  expect(found.map(({ because }) => because)).toEqual([{ kind: 'similar', to: 'a' }]);
});

test('what was shown in vain falls behind, and at most to three fifths', () => {
  const evidence = { interests: new Map([['a', 1]]), neighbours: new Map([['a', [near('x', 0.5), near('y', 0.4)]]]) };
  const scoreOf = (times: number) =>
    ranked({ ...evidence, passedOver: new Map([['x', times]]) }).find(({ productId }) => productId === 'x')?.score;
  expect(ids({ ...evidence, passedOver: new Map([['x', 2]]) })).toEqual(['x', 'y']);
  expect(ids({ ...evidence, passedOver: new Map([['x', 3]]) })).toEqual(['y', 'x']);
  expect(scoreOf(1)).toBeCloseTo(0.45);
  expect(scoreOf(1_000)).toBeCloseTo(0.5 * 0.9 ** 5);
});

test('what was bought is not recommended, for whatever reason', () => {
  const evidence = {
    interests: new Map([['a', 1]]),
    neighbours: new Map([['a', [near('x', 1)]]]),
    categories: new Map([['a', 'Часы']]),
    popular: [popular('x', 'Часы', 1), popular('y', 'Часы', 2)],
  };
  expect(ids({ ...evidence, bought: new Set(['x']) })).toEqual(['y']);
});

test('a product is not recommended because of itself, and equal scores are in the order of ids', () => {
  const neighbours = ['c', 'a', 'b'].map((productId) => near(productId, 0.5));
  expect(ids({ interests: new Map([['a', 1]]), neighbours: new Map([['a', neighbours]]) })).toEqual(['b', 'c']);
});

const nameOf = (id: string) => (id === 'allowed' ? 'Ремешок' : undefined);

test('every reason is told in Russian', () => {
  expect(reason({ kind: 'neighbour', of: ['allowed'] }, nameOf)).toBe('смотрели вместе с «Ремешок»');
  expect(reason({ kind: 'similar', to: 'allowed' }, nameOf)).toBe('похоже на «Ремешок»');
  expect(reason({ kind: 'category', category: 'Часы' }, nameOf)).toBe('популярно в категории «Часы»');
  expect(reason({ kind: 'popular' }, nameOf)).toBe('популярно на площадке');
});

test('a product that may be banned by now is not named', () => {
  expect(reason({ kind: 'neighbour', of: ['banned', 'allowed'] }, nameOf)).toBe('смотрели вместе с «Ремешок»');
  expect(reason({ kind: 'similar', to: 'banned' }, nameOf)).toBe('похоже на то, что вы смотрели');
  expect(reason({ kind: 'neighbour', of: ['banned'] }, nameOf)).toBe('похоже на то, что вы смотрели');
});
