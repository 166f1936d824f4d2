import { RE2Set } from 're2js';
import { compilePhrase } from '../phrase/phrase.ts';
import { textsOf, type JudgedProduct } from '../product-texts.ts';
import { textFields, type BanRule, type RuleOf, type TextField } from '../rule.ts';
import { GramIndex } from '../scan/gram-index.ts';
import { WordIndex } from '../scan/word-index.ts';
import { foldId } from './rule-finder.ts';

/** Tells which rules of a list a product may match: every one that it does, and few others. */
export class RuleIndex {
  readonly #words = new WordIndex();
  readonly #grams = new GramIndex();
  readonly #whole = { brand: new WordIndex(), category: new WordIndex() };
  readonly #ids = { sku: new Map<string, number[]>(), store_id: new Map<string, number[]>() };
  readonly #products = new Map<string, number[]>();
  readonly #prices: number[] = [];
  readonly #patterns: { readonly set: RE2Set; readonly rules: number[] } = { set: new RE2Set(), rules: [] };
  readonly #wordFields: readonly TextField[];
  readonly #gramFields: readonly TextField[];
  readonly #patternFields: readonly TextField[];
  /** How many rules are found by a word, so that the next one is found by a rarer one. */
  readonly #usage = new Map<string, number>();

  constructor(rules: readonly BanRule[]) {
    for (const [number, rule] of rules.entries()) this.#add(rule, number);
    const phrases = rules.filter((rule) => rule.kind === 'phrase');
    this.#wordFields = fieldsOf(phrases.filter(({ match }) => match !== 'substring'));
    this.#gramFields = fieldsOf(phrases.filter(({ match }) => match === 'substring'));
    this.#patternFields = fieldsOf(rules.filter((rule) => rule.kind === 'regex'));
  }

  candidates(product: JudgedProduct): Set<number> {
    const found = new Set<number>();
    for (const number of this.#products.get(product.product_id) ?? []) found.add(number);
    for (const number of this.#prices) found.add(number);
    for (const field of this.#wordFields) for (const { text } of textsOf(product, field)) this.#words.find(text, found);
    for (const field of this.#gramFields) for (const { text } of textsOf(product, field)) this.#grams.find(text, found);
    for (const field of ['brand', 'category'] as const)
      if (!this.#whole[field].isEmpty && product[field]) this.#whole[field].find(product[field], found);
    for (const field of ['sku', 'store_id'] as const)
      if (this.#ids[field].size > 0 && product[field])
        for (const number of this.#ids[field].get(foldId(product[field])) ?? []) found.add(number);
    for (const field of this.#patternFields)
      for (const { text } of textsOf(product, field))
        for (const match of this.#patterns.set.match(text)) found.add(this.#patterns.rules[match] ?? 0);
    return found;
  }

  #add(rule: BanRule, number: number): void {
    switch (rule.kind) {
      case 'phrase':
        if (rule.match === 'substring') this.#grams.add(rule.value, number);
        else this.#addPhrase(rule, rule.match, number);
        break;
      case 'brand':
      case 'category':
        for (const way of compilePhrase(rule.value, { match: 'word' }).ways)
          this.#whole[rule.kind].add(way[0] ?? [], number);
        break;
      case 'sku':
        addTo(this.#ids.sku, foldId(rule.value), number);
        break;
      case 'store':
        addTo(this.#ids.store_id, foldId(rule.value), number);
        break;
      case 'product':
      case 'appeal':
        addTo(this.#products, rule.value, number);
        break;
      case 'price':
        this.#prices.push(number);
        break;
      case 'regex':
        this.#patterns.set.add(rule.value);
        this.#patterns.rules.push(number);
    }
  }

  /** By one word of each way to read it, the one that the fewest rules are found by, and of those the longest. */
  #addPhrase({ value, window }: RuleOf<'phrase'>, match: 'word' | 'stem', number: number): void {
    for (const way of compilePhrase(value, { match, window }).ways) {
      const words = way.map((readings) => ({ readings, name: [...readings][0] ?? '' }));
      const used = ({ name }: (typeof words)[number]): number => this.#usage.get(name) ?? 0;
      const [best] = words.toSorted((one, other) => used(one) - used(other) || other.name.length - one.name.length);
      if (best === undefined) continue;
      this.#usage.set(best.name, used(best) + 1);
      this.#words.add(best.readings, number);
    }
  }
}

function addTo(map: Map<string, number[]>, key: string, number: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [number]);
  else known.push(number);
}

const fieldsOf = (rules: readonly { readonly fields: readonly TextField[] }[]): TextField[] =>
  textFields.filter((field) => rules.some(({ fields }) => fields.includes(field)));
