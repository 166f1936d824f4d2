import Table from 'cli-table3';
import { z } from 'zod';
import { categoryStatsSchema, type CategoryStats } from '../../modules/category-stats/category-stats.ts';
import { printable, shortened } from '../command-line/printable.ts';
import { formatMoney } from './money.ts';
import { plain } from './table.ts';

/** What GET /categories answers; GET /categories/{category} answers one of them. */
export const categoriesAnswerSchema = z.object({ total: z.number(), categories: z.array(categoryStatsSchema) });

type CategoriesAnswer = z.infer<typeof categoriesAnswerSchema>;

const share = new Intl.NumberFormat('ru-RU', { style: 'percent', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('ru-RU');
const right = (content: string) => ({ content, hAlign: 'right' as const });

/** What a buyer sees of all categories: the prices of each in the currency that most of its products have. */
export function categoriesText({ total, categories }: CategoriesAnswer): string {
  const head = ['Категория', 'Товаров', 'В наличии', 'Штук', 'Мин. цена', 'Средняя', 'Медиана', 'Макс. цена'];
  const table = new Table({ head, ...plain });
  for (const { category, count, in_stock_share, available_units, prices } of categories) {
    const [price] = prices;
    const money = (amount: number | undefined): string =>
      amount === undefined || price === undefined ? '' : formatMoney({ amount, currency: price.currency });
    const amounts = [price?.min, price?.average, price?.median, price?.max].map((amount) => right(money(amount)));
    const numbers = [whole.format(count), share.format(in_stock_share), whole.format(available_units)];
    table.push([shortened(printable(category)), ...numbers.map((number) => right(number)), ...amounts]);
  }
  if (categories.length === 0) return 'Категорий: 0';
  const shown = categories.length < total ? `, показано ${categories.length}: --limit` : '';
  return `Категорий: ${total}${shown}\n${table.toString()}`;
}

/** What a buyer sees of one category: everything, currency by currency. */
export function categoryText(stats: CategoryStats): string {
  const table = new Table({ ...plain, wordWrap: true, colWidths: [26, 70] });
  const rows: [string, string][] = [
    ['Категория', printable(stats.category)],
    ['Товаров', whole.format(stats.count)],
    ['В наличии', `${whole.format(stats.in_stock)} (${share.format(stats.in_stock_share)})`],
    ['Штук на складах', whole.format(stats.available_units)],
    ['Брендов', whole.format(stats.brands)],
    ['Магазинов', whole.format(stats.stores)],
    ...stats.prices.flatMap((price) => {
      const money = (amount: number): string => formatMoney({ amount, currency: price.currency });
      return [
        [`Товаров в ${price.currency}`, whole.format(price.products)],
        ['Цены', `от ${money(price.min)} до ${money(price.max)}`],
        ['Средняя цена', money(price.average)],
        ['Медиана', money(price.median)],
        ['95 из 100 не дороже', money(price.p95)],
        ['Стоимость остатков', money(price.stock_value)],
      ] satisfies [string, string][];
    }),
    ['Последнее изменение', stats.newest_change],
    ['Посчитано', stats.computed_at],
  ];
  for (const row of rows) table.push(row);
  return table.toString();
}
