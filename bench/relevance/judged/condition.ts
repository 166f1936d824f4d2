import type { Facts } from './family.ts';

/** Facts of which each must have one of these values. */
type Alternative = ReadonlyMap<string, readonly string[]>;

/** What a product must be to answer a query: one of the alternatives. Nothing meets a condition without any. */
export type Condition = readonly Alternative[];

/** Reads «type=чехол; for=iPhone 15|iPhone 13 or type=стекло»: `;` is and, `|` one of several values. */
export const readCondition = (text: string): Condition =>
  text === '' ? [] : text.split(' or ').map((alternative) => new Map(alternative.split('; ').map(readPair)));

function readPair(pair: string): [string, string[]] {
  const end = pair.indexOf('=');
  return [pair.slice(0, end), pair.slice(end + 1).split('|')];
}

export const meets = (facts: Facts, condition: Condition): boolean =>
  condition.some((alternative) => [...alternative].every(([fact, values]) => values.includes(facts.get(fact) ?? '')));

/** What a condition asks for that is true of no product: a slip of whoever wrote it. */
export const unknownFacts = (condition: Condition, products: readonly Facts[]): string[] =>
  condition.flatMap((alternative) =>
    [...alternative].flatMap(([fact, values]) =>
      values.filter((value) => !products.some((facts) => facts.get(fact) === value)).map((value) => `${fact}=${value}`),
    ),
  );
