import { crc32 } from 'node:zlib';
import type { Product } from '../../../modules/product/product.ts';
import type { Row } from './rows.ts';

export const familyColumns = ['family', 'category', 'type', 'brand', 'price', 'name', 'facts', 'description'] as const;

/** Products that differ in nothing but what stands in the braces of their name: `{size=S|M}` makes two of them. */
export type Family = Row<(typeof familyColumns)[number]>;

/** What is true of a product, by the name of the fact: what it is, who makes it, its size, what it is for. */
export type Facts = ReadonlyMap<string, string>;

export interface JudgedProduct {
  readonly facts: Facts;
  /** As a shop would send it. */
  readonly product: Product;
}

/** The products of a family, in the order of their values. Pure: the same family makes the same products. */
export function productsOf(family: Family): JudgedProduct[] {
  return choicesOf(family.name).map((choices, index) => productOf(family, choices, index + 1));
}

/** Each way to choose a value for every slot of a name: the last slot changes fastest. */
function choicesOf(name: string): ReadonlyMap<string, string>[] {
  const slots = Array.from(name.matchAll(/\{(?<fact>\w+)=(?<values>[^}]*)\}/g), ({ groups }) => groups ?? {});
  let choices: ReadonlyMap<string, string>[] = [new Map()];
  for (const { fact = '', values = '' } of slots)
    choices = choices.flatMap((chosen) => values.split('|').map((value) => new Map([...chosen, [fact, value]])));
  return choices;
}

function productOf(family: Family, chosen: ReadonlyMap<string, string>, number: number): JudgedProduct {
  const { type, brand, category, price, description } = family;
  const id = `${family.family}-${number}`;
  const known = new Map([...chosen, ['n', String(number).padStart(2, '0')]]);
  const told = pairsOf(family.facts).map(([fact, value]) => [fact, filled(value, known)] as const);
  const facts = new Map([
    ['sku', articleNumber(id)],
    ...told,
    ...chosen,
    ...Object.entries({ id, family: family.family, type, brand, category }),
  ]);
  const product = {
    product_id: id,
    name: filled(family.name, known),
    category,
    brand,
    sku: facts.get('sku') ?? '',
    price: { amount: Number(price), currency: 'RUB' },
    stock: { available: 10 },
    ...(description !== '' && { description }),
  };
  return { facts, product };
}

/** «a=b; c=d» as pairs. */
const pairsOf = (text: string): [string, string][] =>
  text === ''
    ? []
    : text.split('; ').map((pair) => {
        const [fact = '', ...value] = pair.split('=');
        return [fact, value.join('=')];
      });

/** A text with the chosen values in place of `{size=S|M}` and `{size}`. */
const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\{(\w+)(?:=[^}]*)?\}/g, (_, fact: string) => values.get(fact) ?? '');

/** Eight digits, as marketplaces number what has no number of its maker's. */
const articleNumber = (id: string): string => String(10_000_000 + (crc32(id) % 90_000_000));
