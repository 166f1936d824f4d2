import { banRuleSchema, type BanRule } from '../../modules/bans/rule.ts';
import { dictionary } from '../../modules/russian/words.ts';
import { productAt, type CatalogueProduct } from '../../local/catalogue/product.ts';
import { Draws } from '../../local/catalogue/random.ts';

const seed = 29;
/** As many products as show which words shops use. */
const usual = 5_000;
const shortest = 4;

/** One product in so many has a phrase of the list in its description. */
const oneBannedIn = 20;

/**
 * A ban list as long as asked for: of twenty rules fifteen are phrases of one, two or three words of the Russian dictionary, two
 * brands, two SKUs and one a store. A phrase of one word has one that ordinary products lack, or nearly all would be banned.
 */
export function madeRules(count: number): BanRule[] {
  const words = wordsToBan();
  return Array.from({ length: count }, (_, number) => {
    const draws = new Draws(seed, number);
    const about = { rule_id: `made-${number}`, reason: 'Правило для измерения', created_at: '2026-01-01T00:00:00Z' };
    return banRuleSchema.parse({ ...about, ...madeBan(number, draws, words) });
  });
}

interface Words {
  readonly all: readonly string[];
  readonly rare: readonly string[];
}

function madeBan(number: number, draws: Draws, { all, rare }: Words): Pick<BanRule, 'kind' | 'value'> {
  const lot = number % 20;
  if (lot < 2) return { kind: 'brand', value: `${draws.one(some(rare))} ${number}` };
  if (lot < 4) return { kind: 'sku', value: `SKU-${number}-Z` };
  if (lot < 5) return { kind: 'store', value: `store_${1_000 + number}` };
  const others = Array.from({ length: lot % 3 }, () => draws.one(some(all)));
  return { kind: 'phrase', value: [...others, draws.one(some(others.length === 0 ? rare : all))].join(' ') };
}

function wordsToBan(): Words {
  const used = new Set<string>();
  for (let number = 0; number < usual; number++) for (const word of wordsOf(productAt(seed, number))) used.add(word);
  const every = Array.from({ length: dictionary().size }, (_, word) => dictionary().formsOf(word));
  const long = every.filter(([lemma = '']) => lemma.length >= shortest);
  return {
    all: long.map(([lemma = '']) => lemma),
    rare: long.filter((forms) => !forms.some((form) => used.has(form))).map(([lemma = '']) => lemma),
  };
}

const wordsOf = ({ name, description }: CatalogueProduct): string[] =>
  `${name} ${description}`
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/\p{L}+/gu) ?? [];

const some = <T>(values: readonly T[]): readonly [T, ...T[]] => values as readonly [T, ...T[]];

/** A product of about 750 bytes. */
export type MadeProduct = Omit<CatalogueProduct, 'images' | 'specifications' | 'tags'> & { readonly tags: string[] };

/** Products without end, of which no two have the same texts; some are banned by these rules. */
export function* madeProducts(rules: readonly BanRule[]): Generator<MadeProduct, never> {
  const phrases = rules.flatMap(({ kind, value }) => (kind === 'phrase' ? [value] : []));
  const texts = new Set<string>();
  for (let number = usual; ; number++) {
    const { images: _, specifications: __, ...product } = productAt(seed, number, 'bans');
    const text = `${product.name} ${product.description}`;
    if (texts.has(text)) continue;
    texts.add(text);
    const draws = new Draws(~seed, number);
    const banned = phrases.length > 0 && draws.chance(1 / oneBannedIn) ? ` ${draws.one(some(phrases))}` : '';
    yield { ...product, tags: [...product.tags], description: product.description + banned };
  }
}
