import type { Draws } from '../catalogue/random.ts';

/** One of the items, as often as its weight says; `undefined` when none has any. */
export function weighted<T>(
  draws: Draws,
  items: readonly T[],
  weightOf: (item: T, index: number) => number,
): T | undefined {
  const weights = items.map((item, index) => weightOf(item, index));
  let left = draws.share() * weights.reduce((sum, weight) => sum + weight, 0);
  return items.find((_, index) => {
    left -= weights[index] ?? 0;
    return left < 0;
  });
}
