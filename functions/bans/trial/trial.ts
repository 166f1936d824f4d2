import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import { ruleQuery } from '../../../modules/ban-search/rule-query.ts';
import type { FieldMatch } from '../../../modules/bans/compiled/rule-finder.ts';
import { textsOf } from '../../../modules/bans/product-texts.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import type { Product } from '../../../modules/product/product.ts';
import type { Answering } from '../answering.ts';
import { countProducts, everyProduct, lookAtProducts, sampleSize, scaledUp } from './catalogue.ts';
import { trialJudge, type Verdict } from './judge.ts';
import { marked } from './mark.ts';

/** Up to so many products are looked at one by one; of more, a sample. */
const maxCounted = 20_000;
const maxExamples = 20;
const maxMatchedLength = 200;

/** What setting a rule would do. Estimated where not every product could be looked at. */
export interface Trial {
  readonly catalogue: number;
  /** Products that the rule alone matches, whatever their state. */
  readonly matches: number;
  readonly rejects: number;
  readonly lifts: number;
  readonly is_estimate: boolean;
  readonly examples: readonly object[];
}

/** `until`: when no more than the first page is looked at, epoch milliseconds; `seed`: of the order. */
export interface TrialBounds {
  readonly until: number;
  readonly seed: number;
}

/** Compares a rule with every product that it may be about. Throws opensearch_unavailable or opensearch_refused. */
export async function runTrial(
  { client, names, startedAt, now, log }: Answering,
  rule: BanRule,
  list: ReadBanList,
  { until, seed }: TrialBounds,
): Promise<Trial> {
  const documents = { client, index: names.products, query: aboutRule(rule) };
  const [catalogue = 0, candidates = 0] = await Promise.all(
    [everyProduct, documents.query].map((query) => countProducts({ ...documents, query })),
  );
  const judge = trialJudge(rule, list, startedAt);
  const tally = new Tally();
  const most = candidates > maxCounted ? sampleSize : Infinity;
  const looked = await lookAtProducts(documents, { seed, most, until, now }, (document) => tally.add(judge(document)));
  log.info('rule tried', { candidates, looked_at: looked, duration_ms: now() - startedAt });
  const scaled = (number: number): number => scaledUp(number, looked, candidates);
  return {
    catalogue,
    matches: scaled(tally.matches),
    rejects: scaled(tally.counts.reject),
    lifts: scaled(tally.counts.lift),
    is_estimate: looked < candidates,
    examples: examplesOf(tally.verdicts),
  };
}

/** What was seen so far. */
class Tally {
  matches = 0;
  readonly counts = { reject: 0, lift: 0 };
  /** The first of each effect. */
  readonly verdicts: Verdict[] = [];

  add(verdict: Verdict | undefined): void {
    if (verdict?.isMatched === true) this.matches += 1;
    if (verdict?.effect === undefined) return;
    if (this.counts[verdict.effect] < maxExamples) this.verdicts.push(verdict);
    this.counts[verdict.effect] += 1;
  }
}

/** What a rule may match, and what it rejected so far. */
const aboutRule = (rule: BanRule): object => ({
  bool: { should: [ruleQuery(rule).query, { term: { 'reasons.rule_id': rule.rule_id } }], minimum_should_match: 1 },
});

/** Some of each effect, where there are both. */
function examplesOf(verdicts: readonly Verdict[]): object[] {
  const lifted = verdicts.filter(({ effect }) => effect === 'lift');
  const rejected = verdicts.filter(({ effect }) => effect === 'reject');
  const room = maxExamples - Math.min(lifted.length, maxExamples / 2);
  return [...rejected.slice(0, room), ...lifted].slice(0, maxExamples).map((verdict) => exampleOf(verdict));
}

const exampleOf = ({ product, effect, matches }: Verdict): object => ({
  product_id: product.product_id,
  name: product.name,
  category: product.category,
  effect,
  matches: matches.map((match) => ({
    ...match,
    matched: match.matched.slice(0, maxMatchedLength).toWellFormed(),
    marked: marked(textOf(product, match), match.at, match.matched.length),
  })),
});

/** The text that a match stands in. */
function textOf(product: Product, { field, tag, matched }: FieldMatch): string {
  if (field === 'store_id' || field === 'product_id' || field === 'price') return matched;
  return textsOf(product, field)[tag ?? 0]?.text ?? matched;
}
