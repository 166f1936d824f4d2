import { keyword } from './field.ts';
import { run } from './run.ts';

const long = { type: 'long' };
const double = { type: 'double' };

/** Statistics of each category in each currency, as the last run of the analysis found them; money in major units. */
export const categoryAnalytics = {
  dynamic: false,
  properties: {
    category: keyword,
    currency: keyword,
    products: long,
    in_stock: long,
    in_stock_share: double,
    available_units: long,
    average_price: double,
    median_price: double,
    /** Differences to the run before, and to the run seven days before. */
    products_change: long,
    in_stock_share_change: double,
    available_units_change: long,
    average_price_change: double,
    median_price_change: double,
    products_change_week: long,
    in_stock_share_change_week: double,
    available_units_change_week: long,
    average_price_change_week: double,
    median_price_change_week: double,
    ...run,
  },
};
