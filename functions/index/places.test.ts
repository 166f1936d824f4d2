import { expect, test } from 'vitest';
import { latestPlacings, planRemovals, type Found, type Place, type Placing } from './places.ts';

const at = (place: Place, version: number, banList = 0): Found => ({
  id: 'p1',
  place,
  version,
  ban_list_version: banList,
});
const placed = (place: Place, version: number, banList = 0): Placing => ({
  kind: 'placing',
  ...at(place, version, banList),
  record: 0,
});
const removals = (placing: Placing, ...found: Found[]) =>
  planRemovals([placing], found).map(({ index, version }) => `${index}@${version}`);

test('an allowed product leaves the rejected ones', () => {
  expect(removals(placed('filteredProducts', 2), at('rejectedProducts', 1))).toEqual(['rejectedProducts@2']);
});

test('a product that was allowed late, after it was withdrawn, leaves again', () => {
  expect(removals(placed('filteredProducts', 1), at('withdrawnProducts', 2))).toEqual(['filteredProducts@2']);
});

test('of two decisions on one version the one under the newer ban list stays, whichever was written last', () => {
  expect(removals(placed('filteredProducts', 5, 1), at('rejectedProducts', 5, 2))).toEqual(['filteredProducts@5']);
  expect(removals(placed('rejectedProducts', 5, 2), at('filteredProducts', 5, 1))).toEqual(['filteredProducts@5']);
});

test('of equal decisions the one that came last stays', () => {
  expect(removals(placed('filteredProducts', 5), at('withdrawnProducts', 5))).toEqual(['withdrawnProducts@5']);
});

test('a product that is nowhere else stays, and other products are left alone', () => {
  expect(removals(placed('filteredProducts', 5))).toEqual([]);
  expect(removals(placed('filteredProducts', 5), { ...at('rejectedProducts', 9), id: 'p2' })).toEqual([]);
});

test('of several records for a product in one batch the latest version counts', () => {
  const placings = [placed('withdrawnProducts', 3), placed('filteredProducts', 2), placed('filteredProducts', 3)];
  expect(latestPlacings(placings)).toEqual([placed('filteredProducts', 3)]);
});
