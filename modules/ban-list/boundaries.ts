import { validityOf } from '../bans/in-force.ts';
import type { BanRule } from '../bans/rule.ts';

/** When a list changes by itself: the moments at which its rules come into force or go out of it. */
export class Boundaries {
  /** Epoch milliseconds, in order. */
  readonly #times: readonly number[];

  constructor(rules: Iterable<BanRule>) {
    this.#times = Array.from(rules, validityOf)
      .flatMap(({ from, to }) => [from, to])
      .filter((time) => Number.isFinite(time))
      .toSorted((one, other) => one - other);
  }

  /** Whether there is one later than `from` and not later than `to`, epoch milliseconds. */
  within(from: number, to: number): boolean {
    const next = this.#times[this.#firstAfter(from)];
    return next !== undefined && next <= to;
  }

  #firstAfter(time: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
