import { RE2Set } from 're2js';
import { textsOf, type JudgedProduct } from '../product-texts.ts';
import { textFields, type BanRule, type TextField } from '../rule.ts';
import { GramIndex } from '../scan/gram-index.ts';
import { IdIndex } from '../scan/id-index.ts';
import { PhraseIndex, type NumberedPhrase } from './phrase-index.ts';
import { foldId } from './rule-finder.ts';
import { rulePhrase } from './rule-phrase.ts';

/** Tells which rules of a list a product may match: every one that it does, and few others. */
export class RuleIndex {
  readonly #phrases: PhraseIndex;
  readonly #grams = new GramIndex();
  readonly #whole: Readonly<Record<'brand' | 'category', PhraseIndex>>;
  readonly #ids = { sku: new IdIndex(foldId), store_id: new IdIndex(foldId) };
  readonly #products = new Map<string, number[]>();
  readonly #prices: number[] = [];
  readonly #patterns: { readonly set: RE2Set; readonly rules: number[] } = { set: new RE2Set(), rules: [] };
  readonly #wordFields: readonly TextField[];
  readonly #gramFields: readonly TextField[];
  readonly #patternFields: readonly TextField[];

  constructor(rules: readonly BanRule[]) {
    for (const [number, rule] of rules.entries()) this.#add(rule, number);
    this.#phrases = new PhraseIndex(phrasesOf(rules, 'phrase'));
    this.#whole = {
      brand: new PhraseIndex(phrasesOf(rules, 'brand')),
      category: new PhraseIndex(phrasesOf(rules, 'category')),
    };
    const phrases = rules.filter((rule) => rule.kind === 'phrase');
    this.#wordFields = fieldsOf(phrases.filter(({ match }) => match !== 'substring'));
    this.#gramFields = fieldsOf(phrases.filter(({ match }) => match === 'substring'));
    this.#patternFields = fieldsOf(rules.filter((rule) => rule.kind === 'regex'));
  }

  candidates(product: JudgedProduct): Set<number> {
    const found = new Set<number>();
    for (const number of this.#products.get(product.product_id) ?? []) found.add(number);
    for (const number of this.#prices) found.add(number);
    const texts = this.#wordFields.flatMap((field) => textsOf(product, field).map(({ text }) => text));
    this.#phrases.find(texts, found);
    for (const field of this.#gramFields) for (const { text } of textsOf(product, field)) this.#grams.find(text, found);
    for (const field of ['brand', 'category'] as const) this.#whole[field].find([product[field] ?? ''], found);
    for (const field of ['sku', 'store_id'] as const) this.#ids[field].find(product[field] ?? '', found);
    for (const field of this.#patternFields)
      for (const { text } of textsOf(product, field))
        for (const match of this.#patterns.set.match(text)) found.add(this.#patterns.rules[match] ?? 0);
    return found;
  }

  #add(rule: BanRule, number: number): void {
    switch (rule.kind) {
      case 'phrase':
        if (rule.match === 'substring') this.#grams.add(rule.value, number);
        break;
      case 'brand':
      case 'category':
        break;
      case 'sku':
        this.#ids.sku.add(rule.value, number);
        break;
      case 'store':
        this.#ids.store_id.add(rule.value, number);
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
}

const phrasesOf = (rules: readonly BanRule[], kind: 'phrase' | 'brand' | 'category'): NumberedPhrase[] =>
  rules.flatMap((rule, number) => {
    const phrase = rule.kind === kind ? rulePhrase(rule) : undefined;
    return phrase === undefined ? [] : [{ phrase, rule: number }];
  });

function addTo(map: Map<string, number[]>, key: string, number: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [number]);
  else known.push(number);
}

const fieldsOf = (rules: readonly { readonly fields: readonly TextField[] }[]): TextField[] =>
  textFields.filter((field) => rules.some(({ fields }) => fields.includes(field)));
