import { readLines } from '../../../functions/search/understand/files.ts';
import type { Response } from '../report/response.ts';
import { searchesOf } from '../report/searches.ts';
import { keyOf, otherWords } from './other-words.ts';

/** Two words, or a few, that buyers use for one thing. */
export interface Synonyms {
  readonly words: readonly [string, string];
  /** People who searched for the one, did nothing, searched for the other, and found what they wanted. */
  readonly reformulated: number;
  /** People who chose, after either, a product that was chosen after both. */
  readonly same_products: number;
  /** How alike the products are that were chosen after each: the cosine of how many people chose them. */
  readonly similarity: number;
}

/** Spellings that are known to mean the same, each line of the files beside the search one group. */
export const knownGroups = (): string[][] => [
  ...readLines('synonyms.txt').map((line) => line.split(', ')),
  ...readLines('brands.txt').map((line) => line.split(/[:,] ?/)),
];

/** What is shown at least: so many different people each way of seeing it, and products so much alike. */
interface Bounds {
  readonly persons: number;
  readonly similarity: number;
}

/** Words that mean the same by what buyers did, the surest first; what is known already, a slip or a narrower search is left out. */
export function mineSynonyms(
  responses: readonly Response[],
  known: readonly (readonly string[])[],
  { persons, similarity }: Bounds,
): Synonyms[] {
  const groups = known.map((group) => new Set(group.map(keyOf)));
  const isKnown = (one: string, other: string): boolean =>
    groups.some((group) => group.has(keyOf(one)) && group.has(keyOf(other)));
  const pairs = new Map<string, Evidence>();
  const evidenceOf = (one: string, other: string): Evidence | undefined => {
    const words = otherWords(one, other);
    if (words === undefined || isKnown(...words)) return undefined;
    const key = words.map(keyOf).toSorted().join(', ');
    const evidence = pairs.get(key) ?? { words, reformulated: new Set(), sameProducts: new Set(), similarity: 0 };
    pairs.set(key, evidence);
    return evidence;
  };
  for (const { from, to, buyer } of reformulations(responses)) evidenceOf(from, to)?.reformulated.add(buyer);
  for (const overlap of overlaps(responses)) {
    const evidence = evidenceOf(...overlap.texts);
    if (evidence === undefined) continue;
    for (const buyer of overlap.buyers) evidence.sameProducts.add(buyer);
    evidence.similarity = Math.max(evidence.similarity, overlap.similarity);
  }
  return [...pairs.values()]
    .filter(
      (pair) =>
        pair.reformulated.size >= persons || (pair.sameProducts.size >= persons && pair.similarity >= similarity),
    )
    .map((pair) => ({
      words: pair.words,
      reformulated: pair.reformulated.size,
      same_products: pair.sameProducts.size,
      similarity: pair.similarity,
    }))
    .toSorted((one, other) => scoreOf(other) - scoreOf(one) || (one.words.join() < other.words.join() ? -1 : 1));
}

interface Evidence {
  readonly words: readonly [string, string];
  readonly reformulated: Set<string>;
  readonly sameProducts: Set<string>;
  similarity: number;
}

/** Who says it in so many words counts for more than who chose alike. */
const scoreOf = ({ reformulated, same_products, similarity }: Synonyms): number =>
  reformulated + same_products * similarity ** 2;

/** Searches that came to nothing, and what the same buyer searched for next and did something with. */
function reformulations(responses: readonly Response[]) {
  const byClient = Map.groupBy(responses, ({ client }) => client);
  return [...byClient.values()].flatMap((its) => {
    const searches = searchesOf(its);
    return searches.flatMap(({ text: from, instead, buyer }, index) =>
      instead !== undefined && searches[index + 1]?.acted !== undefined ? [{ from, to: instead, buyer }] : [],
    );
  });
}

/** A product of so many texts is what everybody takes, whatever it was looked for by. */
const mostTexts = 30;

/** Texts after which the same products were chosen. */
function* overlaps(responses: readonly Response[]) {
  const chosen = choices(responses);
  const byProduct = Map.groupBy(
    [...chosen].flatMap(([text, products]) => Array.from(products.keys(), (product) => ({ text, product }))),
    ({ product }) => product,
  );
  const seen = new Set<string>();
  for (const texts of byProduct.values()) {
    if (texts.length > mostTexts) continue;
    for (const [index, { text: one }] of texts.entries())
      for (const { text: other } of texts.slice(index + 1)) {
        const key = JSON.stringify([one, other].toSorted());
        if (seen.has(key)) continue;
        seen.add(key);
        yield { texts: [one, other] as const, ...alikeness(chosen.get(one), chosen.get(other)) };
      }
  }
}

type Choices = ReadonlyMap<string, ReadonlySet<string>>;

/** By text, and by product: who chose it. */
function choices(responses: readonly Response[]): ReadonlyMap<string, Choices> {
  const all = new Map<string, Map<string, Set<string>>>();
  for (const { text, buyer, chosen } of responses)
    for (const product of text === '' ? [] : chosen) {
      const products = all.get(text) ?? new Map<string, Set<string>>();
      all.set(text, products.set(product, (products.get(product) ?? new Set()).add(buyer)));
    }
  return all;
}

function alikeness(one: Choices = new Map(), other: Choices = new Map()) {
  const shared = [...one.keys()].filter((product) => other.has(product));
  const size = (its: Choices): number => Math.hypot(...Array.from(its.values(), (buyers) => buyers.size));
  const product = shared.reduce((sum, id) => sum + (one.get(id)?.size ?? 0) * (other.get(id)?.size ?? 0), 0);
  const buyersOf = (its: Choices) => new Set(shared.flatMap((id) => [...(its.get(id) ?? [])]));
  const [ofOne, ofOther] = [buyersOf(one), buyersOf(other)];
  // Of few people after one of the two nothing is known, however many chose after the other.
  const fewer = ofOne.size < ofOther.size ? ofOne : ofOther;
  return { similarity: product / (size(one) * size(other)), buyers: fewer };
}
