import type { JudgedProduct } from '../bans/product-texts.ts';
import { rejectionOf, type Rejection } from '../bans/rejection.ts';
import type { BanList } from './ban-list.ts';

/** What was decided on a product: the reasons for which it is rejected, none when it is allowed. */
export interface JudgedBefore {
  readonly product: JudgedProduct;
  readonly reasons: Rejection['reasons'];
}

/**
 * Whether a list decides otherwise on a product at a time, epoch milliseconds, or for other reasons, than was decided before;
 * with `ruleIds` only as far as these rules go.
 */
export function decidesOtherwise(
  list: Pick<BanList, 'match'>,
  { product, reasons }: JudgedBefore,
  at: number,
  ruleIds?: readonly string[],
): boolean {
  const now = rejectionOf(list.match(product, at), at).reasons;
  const about = (all: Rejection['reasons']): string =>
    JSON.stringify(ruleIds === undefined ? all : all.filter(({ rule_id: id }) => ruleIds.includes(id)));
  return about(now) !== about(reasons);
}
