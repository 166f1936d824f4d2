import { z } from 'zod';
import { banListOf, type ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import { ruleFinder, type FieldMatch } from '../../../modules/bans/compiled/rule-finder.ts';
import { isInForce, validityOf } from '../../../modules/bans/in-force.ts';
import type { ProductMatcher } from '../../../modules/bans/match.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { parseProduct, type Product } from '../../../modules/product/product.ts';

/** A product of the catalogue as its document says it. */
export const catalogueSchema = z.object({
  state: z.string(),
  shop_json: z.string().optional(),
  reasons: z.array(z.object({ rule_id: z.string() })).default([]),
});

export type CatalogueDocument = z.infer<typeof catalogueSchema>;

/** What setting a rule does to a product. */
export interface Verdict {
  readonly product: Product;
  /** Whether the rule alone matches it. */
  readonly isMatched: boolean;
  readonly effect?: 'reject' | 'lift';
  /** Where the rule matches, or, of a product that is let go, where the rule did that stands now. */
  readonly matches: readonly FieldMatch[];
}

/** A document's product; none where the platform does not know it, or any more. */
export function productOf({ shop_json: json }: CatalogueDocument): Product | undefined {
  const product = json === undefined ? undefined : parseProduct(Buffer.from(json));
  return product?.ok ? product.value : undefined;
}

/**
 * Tells what setting a rule in this list does, as if the rule were in force already. Undefined for what cannot be judged.
 * `at`: epoch milliseconds.
 */
export function trialJudge(
  rule: BanRule,
  list: ReadBanList,
  at: number,
): (document: CatalogueDocument) => Verdict | undefined {
  const { rule_id: id } = rule;
  const present = list.rules.standing.get(id)?.rule;
  const others = othersOf(list, id, at);
  const find = ruleFinder(rule);
  const findPresent = present === undefined ? undefined : ruleFinder(present);
  const isOver = validityOf(rule).to <= at;
  const isAppeal = rule.kind === 'appeal';
  return (document) => {
    const product = productOf(document);
    if (product === undefined) return undefined;
    const found = find(product);
    const isMatched = found.length > 0;
    const hits = isMatched && !isOver;
    if (document.state === 'allowed') {
      const isRejected = hits && !isAppeal && !others.appealed.has(product.product_id);
      return { product, isMatched, matches: found, ...(isRejected && { effect: 'reject' }) };
    }
    const isItsOwn = document.reasons.some(({ rule_id: reason }) => reason === id);
    const isLifted = isAppeal ? hits : isItsOwn && !hits && others.match(product, at).length === 0;
    if (!isLifted) return { product, isMatched, matches: found };
    return { product, isMatched, effect: 'lift', matches: isAppeal ? found : (findPresent?.(product) ?? []) };
  };
}

/** The list without the rule of this id: what it matches, and which products its appeals let through. */
function othersOf(
  { version, rules, match }: ReadBanList,
  id: string,
  at: number,
): { readonly match: ProductMatcher; readonly appealed: ReadonlySet<string> } {
  const others = Array.from(rules.standing.values(), ({ rule }) => rule).filter(({ rule_id }) => rule_id !== id);
  const appealed = new Set(
    others.flatMap((rule) => (rule.kind === 'appeal' && isInForce(validityOf(rule), at) ? [rule.value] : [])),
  );
  const isAppeal = rules.standing.get(id)?.rule.kind === 'appeal';
  // An appeal hides what else matches; any other rule can be left out afterwards, which spares making the list ready anew.
  if (isAppeal) return { match: banListOf(version, others).match, appealed };
  return { match: (product, now) => match(product, now).filter(({ rule }) => rule.rule_id !== id), appealed };
}
