import Table from 'cli-table3';
import { printable, shortened } from '../command-line/printable.ts';
import type {
  EventAnswer,
  Facets,
  Listed,
  ProductAnswer,
  RecommendAnswer,
  SearchAnswer,
  SimilarAnswer,
  SuggestAnswer,
} from './answer.ts';
import { formatMoney } from './money.ts';

/** Values of a facet that are shown; the rest is only counted. */
const facetValues = 5;

const stock = (available: boolean): string => (available ? 'в наличии' : 'нет в наличии');
export const plain = { style: { head: [], border: [] } };

/** Which hits were asked for. */
interface Page {
  readonly page: number;
  readonly pageSize: number;
}

/**
 * What a buyer sees of a search: how much was found, the hits as a table, and the facets. `page` is undefined for hits behind
 * those of another answer.
 */
export function searchText(answer: SearchAnswer, page: Page | undefined): string {
  const { total, took_ms, hits, facets, corrected, did_you_mean: proposals, next } = answer;
  const lines = [`Найдено: ${total} (${took_ms} мс)`];
  if (corrected !== undefined)
    lines.push(`По запросу «${printable(corrected.from)}» ничего нет, показано для «${printable(corrected.to)}»`);
  if (proposals !== undefined)
    lines.push(
      `${total === 0 ? 'Ничего нет; похожее' : 'Возможно, вы искали'}: ${proposals.map(proposalText).join(', ')}`,
    );
  if (hits.length > 0) lines.push(productTable(hits));
  if (page !== undefined) lines.push(...placeOf(answer, page));
  if (facets !== undefined) lines.push(...facetLines(facets));
  if (next !== undefined && hits.length < total) lines.push(`Дальше: --after ${next}`);
  return lines.join('\n');
}

const proposalText = ({ to, total }: NonNullable<SearchAnswer['did_you_mean']>[number]): string =>
  `«${printable(to)}» (${total})`;

/** Where among all hits those of a page stand. */
function placeOf({ total, hits }: SearchAnswer, { page, pageSize }: Page): string[] {
  const first = (page - 1) * pageSize + 1;
  if (hits.length === 0)
    return total > 0 ? [`На странице ${page} ничего нет: последняя ${Math.ceil(total / pageSize)}.`] : [];
  if (hits.length === total) return [];
  const further = first + hits.length <= total ? `; дальше: --page ${page + 1}` : '';
  return [`Показано с ${first} по ${first + hits.length - 1} из ${total}${further}`];
}

function productTable(products: readonly Listed[]): string {
  const table = new Table({ head: ['Код', 'Название', 'Бренд', 'Категория', 'Цена', 'Наличие'], ...plain });
  for (const { product_id, name, brand, category, price, in_stock } of products)
    table.push([
      printable(product_id),
      shortened(printable(name)),
      printable(brand ?? ''),
      printable(category),
      { content: formatMoney(price), hAlign: 'right' },
      stock(in_stock),
    ]);
  return table.toString();
}

function facetLines({ category = [], brand = [], price = [], specifications = [] }: Facets): string[] {
  return [
    facetLine(
      'Категории',
      category.map(({ value, count }) => `${printable(value)} (${count})`),
    ),
    facetLine(
      'Бренды',
      brand.map(({ value, count }) => `${printable(value)} (${count})`),
    ),
    facetLine(
      'Цены',
      price.filter(({ count }) => count > 0).map((range) => `${rangeText(range)} (${range.count})`),
    ),
    ...specifications.map(({ name, values }) =>
      facetLine(
        printable(name),
        values.map(({ value, count }) => `${printable(value)} (${count})`),
      ),
    ),
  ].filter((line) => line !== '');
}

function facetLine(label: string, parts: readonly string[]): string {
  if (parts.length === 0) return '';
  const more = parts.length > facetValues ? `, ещё ${parts.length - facetValues}` : '';
  return `${label}: ${parts.slice(0, facetValues).join(', ')}${more}`;
}

function rangeText({ from, to }: { from?: number | null | undefined; to?: number | null | undefined }): string {
  const parts = [];
  if (typeof from === 'number' && from > 0) parts.push(`от ${roubles(from)}`);
  if (typeof to === 'number') parts.push(`до ${roubles(to)}`);
  return parts.length === 0 ? 'любая' : parts.join(' ');
}

const roubles = (amount: number): string => formatMoney({ amount, currency: 'RUB' });

/** What a buyer sees of suggestions. */
export function suggestText({ q, products, categories, corrected }: SuggestAnswer): string {
  const lines =
    corrected === undefined ? [] : [`«${printable(corrected.from)}», вероятно, «${printable(corrected.to)}»`];
  if (products.length === 0) lines.push(`По «${printable(q)}» нечего подсказать.`);
  else lines.push(productTable(products));
  lines.push(
    facetLine(
      'Категории',
      categories.map(({ category, count }) => `${printable(category)} (${count})`),
    ),
  );
  return lines.filter((line) => line !== '').join('\n');
}

/** What a buyer sees of products that are like another one. */
export const similarText = ({ product_id, items }: SimilarAnswer): string =>
  items.length === 0
    ? `Похожих на «${printable(product_id)}» нет.`
    : `Похожие на «${printable(product_id)}»:\n${productTable(items)}`;

/** What a buyer sees of one product. */
export function productText(product: ProductAnswer): string {
  const table = new Table({ ...plain, wordWrap: true, colWidths: [26, 70] });
  const available = product.stock?.available;
  const rows: [string, string | null | undefined][] = [
    ['Код', product.product_id],
    ['Название', product.name],
    ['Бренд', product.brand],
    ['Категория', product.category],
    ['Цена', formatMoney(product.price)],
    ['Наличие', available === undefined ? undefined : stock(available > 0)],
    ['Описание', product.description],
    ...Object.entries(product.specifications ?? {}).map(([name, value]): [string, string] => [name, text(value)]),
  ];
  for (const [name, value] of rows)
    if (typeof value === 'string' && value !== '') table.push([printable(name), printable(value)]);
  return table.toString();
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is recommended to a buyer, and why. */
export function recommendText({ user_id, items }: RecommendAnswer): string {
  if (items.length === 0) return `Для «${printable(user_id)}» пока нечего посоветовать.`;
  const table = new Table({ head: ['Код', 'Название', 'Категория', 'Цена', 'Почему'], ...plain });
  for (const { product_id, name, category, price, reason } of items)
    table.push([
      printable(product_id),
      shortened(printable(name)),
      printable(category ?? ''),
      { content: price === undefined ? '' : formatMoney(price), hAlign: 'right' },
      printable(reason),
    ]);
  return `Рекомендации для «${printable(user_id)}»:\n${table.toString()}`;
}

const known: Readonly<Record<EventAnswer['product'], string>> = {
  known: '',
  unknown: ' Такого товара сейчас нет на площадке.',
  unchecked: ' Есть ли такой товар, проверить не удалось.',
};

export const eventText = ({ event_id, product }: EventAnswer): string =>
  `Событие принято: ${event_id}.${known[product]}`;
