import { keyword } from './field.ts';
import { run } from './run.ts';

const double = { type: 'double' };
const instant = { type: 'date', format: 'epoch_millis' };

/** How prices moved that did move. The document's id is the product's; money in major units. */
export const priceTrends = {
  dynamic: false,
  properties: {
    product_id: keyword,
    category: keyword,
    currency: keyword,
    first_price: double,
    last_price: double,
    min_price: double,
    max_price: double,
    changes: { type: 'long' },
    first_ms: instant,
    changed_ms: instant,
    change_percent: double,
    slope_per_day: double,
    /** up, down or flat */
    direction: keyword,
    ...run,
  },
};
