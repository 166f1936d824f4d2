import { expect, test } from 'vitest';
import { splitInFolds } from './folds.ts';

const buyers = ['u', 'v'].map((buyer) => ({
  buyer,
  events: Array.from({ length: 50 }, (_, at) => ({ productId: `p${at % 40}`, at, action: 'click' as const })),
}));

test('each product of a buyer is hidden in one of five splits, with all its events', () => {
  const splits = splitInFolds(buyers);
  for (const buyer of ['u', 'v']) {
    const hidden = splits.flatMap(({ cases }) =>
      cases.filter((one) => one.buyer === buyer).flatMap((one) => [...one.hidden]),
    );
    expect(hidden.toSorted()).toEqual(Array.from({ length: 40 }, (_, number) => `p${number}`).toSorted());
  }
  for (const { cases, training } of splits)
    for (const { buyer, hidden } of cases) {
      const learned = training.find((one) => one.buyer === buyer)?.events.map(({ productId }) => productId);
      expect(learned?.filter((product) => hidden.has(product))).toEqual([]);
    }
  expect(splitInFolds(buyers)).toEqual(splits);
});
