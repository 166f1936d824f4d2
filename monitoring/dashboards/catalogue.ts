import { PercentUnit, Rubles, Short } from '@grafana/grafana-foundation-sdk/units';
import type { Dashboard } from './dashboard.ts';
import { dataSources } from './data-sources.ts';
import { bars, lines, number, table } from './panel.ts';
import { countsInTotal, prom, promNow } from './query.ts';
import { searchableProducts } from './searchable-products.ts';

const biggest = 'Показаны 20 самых больших категорий.';

export const catalogue: Dashboard = {
  name: 'catalogue',
  title: 'Покупай выгодно: каталог и категории',
  description: 'Что могут купить покупатели: сколько товаров в категориях, почём и что из них в наличии.',
  choices: [{ name: 'category', label: 'Категория', series: 'marketplace_category_products', of: 'category' }],
  rows: [
    {
      title: 'Каталог',
      panels: [
        searchableProducts,
        number({
          title: 'Категорий',
          description: 'Сколько категорий есть у товаров, которые видят покупатели.',
          unit: Short,
          width: 6,
          queries: [promNow('max(marketplace_index_documents{index="category_stats"})', 'категорий')],
        }),
        number({
          title: 'В наличии',
          description: `Доля товаров, которые можно купить сейчас. ${biggest}`,
          unit: PercentUnit,
          width: 6,
          decimals: 1,
          thresholds: ['red', [0.5, 'orange'], [0.7, 'green']],
          queries: [
            promNow(
              'sum(marketplace_category_products * on (category) marketplace_category_in_stock_ratio) / sum(marketplace_category_products)',
              'в наличии',
            ),
          ],
        }),
        number({
          title: 'Отклонено',
          description: 'Сколько товаров сейчас скрыто правилами запрета.',
          unit: Short,
          width: 6,
          alerts: ['RejectedShareJump'],
          queries: [promNow('max(marketplace_index_documents{index="rejected_products"})', 'товаров')],
        }),
      ],
    },
    {
      title: 'Категории сейчас',
      panels: [
        bars({
          title: 'Товаров в категории',
          description: biggest,
          unit: Short,
          width: 8,
          min: 0,
          queries: [
            promNow(
              'sort_desc(max by (category) (marketplace_category_products{category=~"$category"}))',
              '{{category}}',
            ),
          ],
        }),
        bars({
          title: 'Средняя цена в рублях',
          description: `Категории, где цены большинства товаров в рублях. ${biggest}`,
          unit: Rubles,
          width: 8,
          min: 0,
          decimals: 0,
          queries: [
            promNow(
              'sort_desc(max by (category) (marketplace_category_average_price{currency="RUB", category=~"$category"}))',
              '{{category}}',
            ),
          ],
        }),
        bars({
          title: 'Доля товаров в наличии',
          description: `Меньше половины — магазины не успевают подвозить. ${biggest}`,
          unit: PercentUnit,
          width: 8,
          min: 0,
          max: 1,
          decimals: 0,
          thresholds: ['red', [0.5, 'orange'], [0.7, 'green']],
          queries: [
            promNow(
              'sort_desc(max by (category) (marketplace_category_in_stock_ratio{category=~"$category"}))',
              '{{category}}',
            ),
          ],
        }),
      ],
    },
    {
      title: 'Категории во времени',
      panels: [
        lines({
          title: 'Средняя цена в рублях',
          description: 'Резкий скачок одной категории — скорее ошибка магазина в цене, чем рынок.',
          unit: Rubles,
          width: 12,
          decimals: 0,
          queries: [
            prom(
              'max by (category) (marketplace_category_average_price{currency="RUB", category=~"$category"})',
              '{{category}}',
            ),
          ],
        }),
        lines({
          title: 'Доля товаров в наличии',
          description: biggest,
          unit: PercentUnit,
          width: 12,
          min: 0,
          max: 1,
          queries: [
            prom('max by (category) (marketplace_category_in_stock_ratio{category=~"$category"})', '{{category}}'),
          ],
        }),
        lines({
          title: 'Товаров в категории',
          description: biggest,
          unit: Short,
          width: 12,
          min: 0,
          queries: [prom('max by (category) (marketplace_category_products{category=~"$category"})', '{{category}}')],
        }),
        table({
          title: 'Отклонённые товары, по категориям',
          description: 'Товары, которые отклонены за показанное время и отклонены до сих пор.',
          unit: Short,
          width: 12,
          queries: [
            countsInTotal({
              source: dataSources.rejectedProducts,
              query: '*',
              by: { field: 'product.category', size: 20 },
            }),
          ],
        }),
      ],
    },
  ],
};
