import { isInForce, validityOf } from '../bans/in-force.ts';
import type { BanRule } from '../bans/rule.ts';

/** Appeals by the product that they let through, whatever other rules say. */
export class Appeals {
  readonly #byProduct = new Map<string, BanRule[]>();

  constructor(rules: Iterable<BanRule>) {
    for (const rule of rules) {
      if (rule.kind !== 'appeal') continue;
      const known = this.#byProduct.get(rule.value);
      if (known === undefined) this.#byProduct.set(rule.value, [rule]);
      else known.push(rule);
    }
  }

  /** The ids of those in force at a time, epoch milliseconds, in order. */
  of(productId: string, at: number): string[] {
    return (this.#byProduct.get(productId) ?? [])
      .filter((rule) => isInForce(validityOf(rule), at))
      .map(({ rule_id: id }) => id)
      .toSorted();
  }
}
