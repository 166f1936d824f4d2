import { keyword, lenientDate } from './field.ts';

/** Statistics of each category at present; money in major units of its currency. */
export const categoryStats = {
  dynamic: false,
  properties: {
    category: keyword,
    count: { type: 'long' },
    in_stock: { type: 'long' },
    in_stock_share: { type: 'double' },
    available_units: { type: 'long' },
    brands: { type: 'long' },
    stores: { type: 'long' },
    newest_change: lenientDate,
    prices: {
      properties: {
        currency: keyword,
        products: { type: 'long' },
        min: { type: 'double' },
        average: { type: 'double' },
        median: { type: 'double' },
        p95: { type: 'double' },
        max: { type: 'double' },
        stock_value: { type: 'double' },
      },
    },
    computed_at: lenientDate,
  },
};
