import { keyword } from './field.ts';

/** Products by what buyers did with them lately. The document's id is the product's. */
export const popularProducts = {
  dynamic: false,
  properties: {
    product_id: keyword,
    category: keyword,
    score: { type: 'double' },
    /** From 1, among all products and among those of the category. */
    rank: { type: 'long' },
    rank_in_category: { type: 'long' },
    run_id: keyword,
    version: { type: 'long' },
  },
};
