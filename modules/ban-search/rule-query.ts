import { rulePhrase } from '../bans/compiled/rule-phrase.ts';
import type { BanRule } from '../bans/rule.ts';
import { skeletonOf } from '../bans/scan/skeleton.ts';
import { idTerm } from './terms.ts';

/** A query for every product that a rule matches; it may find others. */
export interface RuleQuery {
  readonly query: object;
  /** No index tells which products a rule of this kind may match: the query finds them all. */
  readonly isScan: boolean;
}

const field = 'ban_terms';

export function ruleQuery(rule: BanRule): RuleQuery {
  if (rule.kind === 'phrase' || rule.kind === 'brand' || rule.kind === 'category') return phraseQuery(rule);
  if (rule.kind === 'sku' || rule.kind === 'store') return found({ term: { [field]: idTerm(rule.kind, rule.value) } });
  if (rule.kind === 'price') return found(priceQuery(rule.value));
  if (rule.kind === 'regex') return everything;
  return found({ term: { product_id: rule.value } });
}

const everything: RuleQuery = { query: { match_all: {} }, isScan: true };
const found = (query: object): RuleQuery => ({ query, isScan: false });

/** A product with all words of a phrase, wherever they stand. */
function phraseQuery(rule: BanRule): RuleQuery {
  const phrase = rulePhrase(rule);
  if (phrase === undefined) return everything;
  const ways = phrase.ways.map((words) => ({ bool: { filter: words.map((readings) => anyOf(readings)) } }));
  return found({ bool: { should: ways, minimum_should_match: 1 } });
}

const anyOf = (readings: ReadonlySet<string>): object => ({
  terms: { [field]: [...new Set(Array.from(readings, skeletonOf))] },
});

const priceQuery = ({ min, max, currency }: Extract<BanRule, { kind: 'price' }>['value']): object => ({
  bool: {
    filter: [
      { term: { 'price.currency': currency } },
      { range: { 'price.amount': { ...(min !== undefined && { gte: min }), ...(max !== undefined && { lte: max }) } } },
    ],
  },
});
