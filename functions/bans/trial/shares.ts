import { ruleQuery } from '../../../modules/ban-search/rule-query.ts';
import { ruleFinder } from '../../../modules/bans/compiled/rule-finder.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import type { Answering } from '../answering.ts';
import { countEach, countProducts, everyProduct, lookAtProducts, sampleSize, scaledUp } from './catalogue.ts';
import { productOf } from './judge.ts';
import { mostOf, namesProduct, seedOf, shareOf, type Share } from './share.ts';

/** Rules whose products are counted in one request. */
const rulesAtOnce = 200;
/** Milliseconds since a request began: its changes need the rest. */
const tryWithinMs = 5_000;

/**
 * How much of the catalogue each of many rules matches; undefined for one that cannot match too much, which the index tells
 * without looking. The others are compared with one sample of the catalogue, together, as far as time allows.
 */
export async function matchedShares(answering: Answering, rules: readonly BanRule[]): Promise<(Share | undefined)[]> {
  const { client, names, startedAt, now, newId } = answering;
  const index = names.products;
  const catalogue = rules.length === 0 ? 0 : await countProducts({ client, index, query: everyProduct });
  const most = mostOf(catalogue);
  const found: number[] = [];
  for (let from = 0; from < rules.length; from += rulesAtOnce) {
    const queries = rules.slice(from, from + rulesAtOnce).map((rule) => ruleQuery(rule).query);
    found.push(...(await countEach({ client, index }, queries, most)));
  }
  const suspects = rules.flatMap((rule, number) =>
    (found[number] ?? 0) > most && !namesProduct(rule) ? [{ number, find: ruleFinder(rule), matches: 0 }] : [],
  );
  if (suspects.length === 0) return rules.map(() => undefined);
  const bounds = { seed: seedOf(newId()), most: sampleSize, until: startedAt + tryWithinMs, now };
  const looked = await lookAtProducts({ client, index, query: everyProduct }, bounds, (document) => {
    const product = productOf(document);
    if (product === undefined) return;
    for (const suspect of suspects) if (suspect.find(product).length > 0) suspect.matches += 1;
  });
  const shares = new Map(
    suspects.map(({ number, matches }) => {
      const scaled = scaledUp(matches, looked, catalogue);
      return [number, shareOf({ matches: scaled, catalogue, is_estimate: looked < catalogue })];
    }),
  );
  return rules.map((_, number) => shares.get(number));
}
