import { z } from 'zod';
import { categoryStatsSchema } from '../../modules/category-stats/category-stats.ts';
import type { Sample } from './samples.ts';
import type { SearchedIndices } from './searched-indices.ts';

/** Shops make categories as they like, and each is a series of its own. */
const maxCategories = 20;

const answerSchema = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _source: categoryStatsSchema.pick({ category: true, count: true, in_stock_share: true, prices: true }),
      }),
    ),
  }),
});

/** How many products the biggest categories have, at what price, and which share of them is in stock. */
export async function readCategories({ client, names }: SearchedIndices): Promise<Sample[]> {
  const { body } = await client.transport.request({
    method: 'POST',
    path: `/${names.categoryStats}/_search`,
    querystring: { ignore_unavailable: true },
    body: {
      size: maxCategories,
      track_total_hits: false,
      _source: ['category', 'count', 'in_stock_share', 'prices'],
      query: { exists: { field: 'count' } },
      sort: [{ count: 'desc' }, { category: 'asc' }],
    },
  });
  return answerSchema
    .parse(body)
    .hits.hits.flatMap(({ _source: { category, count, in_stock_share, prices } }): Sample[] => {
      const labels = { category: labelOf(category) };
      const [usual] = prices;
      return [
        { name: 'marketplace_category_products', labels, value: count },
        { name: 'marketplace_category_in_stock_ratio', labels, value: in_stock_share },
        ...(usual === undefined
          ? []
          : [
              {
                name: 'marketplace_category_average_price',
                labels: { ...labels, currency: usual.currency },
                value: usual.average,
              } as const,
            ]),
      ];
    });
}

/** Grafana puts values that people choose into queries without escaping quotes, and a query has no line breaks. */
const labelOf = (category: string): string => category.replaceAll('"', '”').replaceAll(/\p{Cc}/gu, ' ');
