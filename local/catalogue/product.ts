import { colour, type Department, type Kind, type Some, type Specifications } from './department.ts';
import { departments } from './departments/all.ts';
import { agree, capitalised, uncapitalised, type Gender } from './grammar.ts';
import { imagesOf } from './pictures/address.ts';
import { believablePrice } from './price.ts';
import { Draws } from './random.ts';

/** A product as a shop sends it. */
export interface CatalogueProduct {
  readonly product_id: string;
  readonly name: string;
  readonly description: string;
  readonly price: { readonly amount: number; readonly currency: 'RUB' };
  readonly category: string;
  readonly brand: string;
  readonly stock: { readonly available: number; readonly reserved: number };
  readonly sku: string;
  readonly tags: readonly string[];
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly specifications: Readonly<Record<string, string>>;
  readonly created_at: string;
  readonly updated_at: string;
  readonly index: 'products';
  readonly store_id: string;
}

const day = 86_400_000;
/** The clock of the catalogue; the real one would make every run different. */
const firstDay = Date.UTC(2024, 0, 1);

const ordering: Some<(kind: Kind) => string> = [
  (kind) => `При заказе ${kind.of} до 18:00 отправим в тот же день.`,
  (kind) => `Перед покупкой ${kind.of} сверьтесь с таблицей характеристик.`,
  (kind) => `Наличие ${kind.of} на складе обновляем каждый час.`,
  (kind) => `Доставка ${kind.of} по всей стране — от двух дней.`,
  () => 'Упаковано бережно, дойдёт в целости.',
  () => 'Оплатить можно картой на сайте или при получении.',
];

/** Product number `number` of a seed: always the same one, however many are made. Ids are unique under one prefix. */
export function productAt(seed: number, number: number, idPrefix = 'mp'): CatalogueProduct {
  const draws = new Draws(seed, number);
  const department = departments[number % departments.length] ?? departments[0];
  const kind = draws.one(department.kinds);
  const brand = draws.one(department.brands);
  const product_id = `${idPrefix}-${String(number).padStart(6, '0')}`;
  const specifications = drawn(draws, kind.specifications ?? department.specifications);
  const title = titleOf(draws, department, kind, brand);
  const name = title + variantOf(kind.variant ?? department.variant, kind.gender, specifications);
  const [created_at, updated_at] = datesOf(draws);
  return {
    product_id,
    name,
    description: descriptionOf(draws, department, kind, title, specifications),
    price: { amount: believablePrice(draws, kind.price), currency: 'RUB' },
    category: department.category,
    brand,
    stock: stockOf(draws),
    sku: `${department.code}-${draws.whole(100, 999)}-${number}`,
    tags: [kind.name, draws.one(department.tags)],
    images: imagesOf({ product_id, name, category: department.category, specifications }, draws.whole(1, 3)),
    specifications,
    created_at,
    updated_at,
    index: 'products',
    store_id: `store_${String(draws.whole(1, 120)).padStart(3, '0')}`,
  };
}

/** «Лёгкие наручные часы Орбита Т-240». */
function titleOf(draws: Draws, department: Department, kind: Kind, brand: string): string {
  const adjective = draws.chance(0.7) ? `${agree(draws.one(kind.adjectives), kind.gender)} ` : '';
  const maker = department.brandInName ? `${brand} ` : '';
  return `${capitalised(adjective + kind.name)} ${maker}${department.model(draws)}`;
}

function variantOf(variant: string, gender: Gender, specifications: Readonly<Record<string, string>>): string {
  const value = specifications[variant];
  if (value === undefined) return '';
  return `, ${variant === colour ? agree(value, gender) : value}`;
}

function drawn(draws: Draws, specifications: Specifications): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, choice] of Object.entries(specifications)) values[name] = draws.one(choice);
  return values;
}

function descriptionOf(
  draws: Draws,
  department: Department,
  kind: Kind,
  title: string,
  specifications: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(specifications);
  const start = draws.whole(0, Math.max(0, names.length - 2));
  const listed = names.slice(start, start + 2).map((name) => `${uncapitalised(name)} — ${specifications[name]}`);
  return `${title} — ${draws.one(department.praise)}. ${capitalised(listed.join('; '))}. ${draws.one(ordering)(kind)}`;
}

/** One product in eight is sold out. */
function stockOf(draws: Draws): CatalogueProduct['stock'] {
  if (draws.chance(0.125)) return { available: 0, reserved: 0 };
  const available = draws.whole(1, 250);
  return { available, reserved: draws.whole(0, Math.min(20, available)) };
}

function datesOf(draws: Draws): readonly [created: string, updated: string] {
  const created = firstDay + draws.whole(0, 600 * 1_440) * 60_000;
  const updated = created + draws.whole(0, 90 * 1_440) * 60_000;
  return [instant(created), instant(Math.min(updated, firstDay + 690 * day))];
}

const instant = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
