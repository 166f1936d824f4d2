import type { JudgedProduct } from '../product-texts.ts';
import { textFields, type BanRule, type TextField } from '../rule.ts';
import { GramIndex } from '../scan/gram-index.ts';
import { IdIndex } from '../scan/id-index.ts';
import { PlainUnits } from '../scan/plain-units.ts';
import type { Readings } from '../text/reading.ts';
import { PatternIndex } from './pattern-index.ts';
import { PhraseIndex, type RulePhrase } from './phrase-index.ts';

/** A rule, by the number that stands for it. */
export interface NumberedRule {
  readonly number: number;
  readonly rule: BanRule;
}

/** Tells which rules a product may match: every one that it does, and few others. Rules are added, and never taken away. */
export class RuleIndex {
  readonly #units = new PlainUnits();
  readonly #phrases = new PhraseIndex(this.#units);
  readonly #grams = new GramIndex(this.#units);
  readonly #patterns = new PatternIndex();
  readonly #ids = { sku: new IdIndex(), store_id: new IdIndex() };
  readonly #products = new Map<string, number[]>();
  readonly #prices: number[] = [];

  /** Many at once are told apart better, and sooner, than one by one. */
  add(rules: readonly NumberedRule[]): void {
    this.#phrases.add(rules.flatMap(phraseOf));
    this.#patterns.add(
      rules.flatMap(({ number, rule }) =>
        rule.kind === 'regex' ? [{ rule: number, value: rule.value, fields: bitsOf(rule.fields) }] : [],
      ),
    );
    for (const { number, rule } of rules) this.#addOther(rule, number);
  }

  candidates(product: JudgedProduct, readings: Readings): Set<number> {
    const found = new Set<number>();
    for (const number of this.#products.get(product.product_id) ?? []) found.add(number);
    for (const number of this.#prices) found.add(number);
    for (let index = 0; index < textFields.length; index++) {
      const value = product[textFields[index] ?? 'name'];
      if (typeof value === 'string') this.#findIn(value, 1 << index, readings, found);
      else for (const tag of value ?? []) this.#findIn(tag, 1 << index, readings, found);
    }
    this.#ids.sku.find(product.sku ?? '', found);
    this.#ids.store_id.find(product.store_id ?? '', found);
    return found;
  }

  #findIn(text: string, field: number, readings: Readings, found: Set<number>): void {
    this.#phrases.find(text, field, readings, found);
    this.#grams.find(text, field, readings, found);
    this.#patterns.find(text, field, found);
  }

  #addOther(rule: BanRule, number: number): void {
    if (rule.kind === 'phrase' && rule.match === 'substring') this.#grams.add(rule.value, bitsOf(rule.fields), number);
    else if (rule.kind === 'sku') this.#ids.sku.add(rule.value, number);
    else if (rule.kind === 'store') this.#ids.store_id.add(rule.value, number);
    else if (rule.kind === 'product' || rule.kind === 'appeal') addTo(this.#products, rule.value, number);
    else if (rule.kind === 'price') this.#prices.push(number);
  }
}

/** Fields as bits. */
const bitsOf = (fields: readonly TextField[]): number =>
  fields.reduce((bits, field) => bits | (1 << textFields.indexOf(field)), 0);

/** The words that a rule looks for. */
function phraseOf({ number, rule }: NumberedRule): RulePhrase[] {
  if (rule.kind === 'brand' || rule.kind === 'category')
    return [{ rule: number, value: rule.value, match: 'word', fields: bitsOf([rule.kind]) }];
  if (rule.kind !== 'phrase' || rule.match === 'substring') return [];
  return [{ rule: number, value: rule.value, match: rule.match, fields: bitsOf(rule.fields) }];
}

function addTo(map: Map<string, number[]>, key: string, number: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [number]);
  else known.push(number);
}
