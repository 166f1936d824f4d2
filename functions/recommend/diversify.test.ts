import { array, assert, double, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { diversified, varied } from './diversify.ts';

test('diversified items take turns by group', () => {
  expect(diversified(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'], ([group = '']) => group)).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'b2',
    'a3',
  ]);
});

const placed = (id: string, score: number, store_id: string, category = store_id) => ({
  id,
  score,
  offer: { store_id, category },
});

test('a store with all that is best does not fill the list: others nearly as good come between', () => {
  const found = varied([
    placed('a1', 1, 'a'),
    placed('a2', 0.99, 'a'),
    placed('a3', 0.98, 'a'),
    placed('b1', 0.9, 'b'),
  ]);
  expect(found.map(({ id }) => id)).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('what is far better stays first, whatever store it is of', () => {
  const found = varied([placed('a1', 1, 'a'), placed('a2', 0.99, 'a'), placed('b1', 0.2, 'b')]);
  expect(found.map(({ id }) => id)).toEqual(['a1', 'a2', 'b1']);
});

test('varied items are the same ones, their scores in order', () => {
  assert(
    property(
      array(record({ score: double({ min: 0, max: 1, noNaN: true }), store: nat(3), category: nat(3) })),
      (items) => {
        const given = items.map(({ score, store, category }, n) =>
          placed(String(n), score, `s${store}`, `c${category}`),
        );
        const found = varied(given);
        expect(found.map(({ id }) => id).toSorted()).toEqual(given.map(({ id }) => id).toSorted());
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      },
    ),
  );
});
