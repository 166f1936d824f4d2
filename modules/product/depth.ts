/** Far more than any product needs, and less than what serialising or indexing it can bear. */
export const maxDepth = 50;

export const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));
