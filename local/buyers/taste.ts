import type { Draws } from '../catalogue/random.ts';
import type { Offer } from './offer.ts';
import { weighted } from './weighted.ts';

/** What one buyer likes. */
export interface Taste {
  /** Categories, the dearest first. */
  readonly categories: readonly string[];
  readonly brands: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  /** From 0, cheap, to 1. */
  readonly priceLevel: number;
}

/** Categories that the same people care for. */
const circles: readonly (readonly string[])[] = [
  ['Часы', 'Наушники', 'Смартфоны', 'Аксессуары для техники', 'Ноутбуки'],
  ['Мебель', 'Освещение', 'Посуда', 'Кухонная техника'],
  ['Детские игрушки', 'Канцелярские товары', 'Книги', 'Одежда'],
  ['Спорт и отдых', 'Обувь', 'Одежда', 'Часы'],
  ['Дача и сад', 'Инструменты', 'Автотовары', 'Освещение'],
  ['Косметика', 'Сумки и аксессуары', 'Одежда', 'Обувь'],
  ['Зоотовары', 'Продукты', 'Посуда'],
  ['Книги', 'Канцелярские товары', 'Ноутбуки', 'Подарки'],
];

const maxCategories = 3;
const kindsEach = 2;
const brandsEach = 3;

/** A taste out of what is offered: up to three categories of one circle, and a few brands and kinds in each. */
export function tasteOf(draws: Draws, offers: readonly Offer[], circle?: number): Taste {
  const byCategory = Map.groupBy(offers, ({ category }) => category);
  const known = circles
    .map((names) => names.filter((name) => byCategory.has(name)))
    .filter((names) => names.length > 0);
  const choice = known.length > 0 ? known : [[...byCategory.keys()]];
  // Some circles have more people than others.
  const wanted = circle === undefined ? weighted(draws, choice, (_, n) => 1 / (n + 1)) : choice[circle];
  const categories = draw(draws, wanted ?? [], draws.whole(2, maxCategories));
  const liked = categories.map((category) => byCategory.get(category) ?? []);
  return {
    categories,
    kinds: new Set(liked.flatMap((some) => draw(draws, unique(some.map(({ kind }) => kind)), kindsEach))),
    brands: new Set(liked.flatMap((some) => draw(draws, unique(some.map(({ brand }) => brand)), brandsEach))),
    priceLevel: draws.share(),
  };
}

/** How much a buyer likes a product: what everybody likes, and the buyer's own taste, which is stronger. */
export function affinity({ categories, kinds, brands, priceLevel }: Taste, offer: Offer): number {
  const fits = categories.includes(offer.category) ? 4 : 0;
  const kind = kinds.has(offer.kind) ? 1.5 : 0;
  const brand = brands.has(offer.brand) ? 1.5 : 0;
  return offer.appeal * Math.exp(fits + kind + brand - 2 * Math.abs(offer.priceLevel - priceLevel));
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Some of the items, earlier ones more often, each once. */
function draw<T>(draws: Draws, items: readonly T[], count: number): T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    const one = weighted(draws, left, (_, n) => 1 / (n + 1));
    if (one === undefined) break;
    drawn.push(...left.splice(left.indexOf(one), 1));
  }
  return drawn;
}
