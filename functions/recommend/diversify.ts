/** The first of each group, then the second of each, and so on; groups in the order in which they appear. */
export function diversified<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const groups = [...Map.groupBy(items, groupOf).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => groups.flatMap((group) => group.slice(rank, rank + 1))).flat();
}
