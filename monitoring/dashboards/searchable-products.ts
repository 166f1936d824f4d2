import { Short } from '@grafana/grafana-foundation-sdk/units';
import { number } from './panel.ts';
import { promNow } from './query.ts';

/** How many products buyers may find: where the flow ends, and what the catalogue is. */
export const searchableProducts = number({
  title: 'Товаров в поиске',
  description: 'Сколько товаров могут найти покупатели.',
  unit: Short,
  width: 6,
  queries: [promNow('max(marketplace_index_documents{index="filtered_products"})', 'товаров')],
});
