export interface Share {
  readonly count: number;
  readonly of: number;
  /** Count / of, and where the true share lies in 19 of 20 cases. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95 %. */
const z = 1.959964;

/** A share with its interval by Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: 0, low: 0, high: 1 };
  const share = count / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { count, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How much larger the first share is, with its interval from those of both: Newcombe, "Interval estimation for the
 * difference between independent proportions", Statistics in Medicine 17, 1998, method 10.
 */
export function difference(one: Share, other: Share): Difference {
  const value = one.share - other.share;
  return {
    value,
    low: value - Math.hypot(one.share - one.low, other.high - other.share),
    high: value + Math.hypot(one.high - one.share, other.share - other.low),
  };
}
