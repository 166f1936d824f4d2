/** The first of each group, then the second of each, and so on; groups in the order in which they appear. */
export function diversified<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const groups = [...Map.groupBy(items, groupOf).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => groups.flatMap((group) => group.slice(rank, rank + 1))).flat();
}

/** What is left of a score for each product above it of the same store, and of the same category. */
const repeatShare = { store: 0.85, category: 0.98 } as const;

/** What a product may have in common with those above it. */
export interface Placed {
  readonly score: number;
  readonly offer: { readonly store_id: string; readonly category: string };
}

/**
 * Puts first again and again what is best, where each product of a store or category counts less the more of it there is above:
 * nobody is shown one shop. Scores become those that decided, so they stay in order.
 */
export function varied<T extends Placed>(items: readonly T[]): T[] {
  const left = [...items];
  const above = { store: new Map<string, number>(), category: new Map<string, number>() };
  const scoreOf = ({ score, offer }: T): number =>
    score *
    repeatShare.store ** (above.store.get(offer.store_id) ?? 0) *
    repeatShare.category ** (above.category.get(offer.category) ?? 0);
  return items.map(() => {
    const scores = left.map(scoreOf);
    const score = Math.max(...scores);
    const [best] = left.splice(scores.indexOf(score), 1) as [T];
    countUp(above.store, best.offer.store_id);
    countUp(above.category, best.offer.category);
    return { ...best, score };
  });
}

const countUp = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
