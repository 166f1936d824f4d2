import { keyword, lenientDate, russianText, versions } from './field.ts';

/** Products that are rejected at present, with the rules that they match and where. */
export const rejectedProducts = {
  dynamic: false,
  properties: {
    product_id: keyword,
    product: {
      properties: { name: russianText, category: keyword, brand: keyword, sku: keyword, store_id: keyword },
    },
    reasons: {
      properties: {
        rule_id: keyword,
        kind: keyword,
        value: keyword,
        where: keyword,
        matched: keyword,
        reason: keyword,
      },
    },
    rejected_at: lenientDate,
    ...versions,
  },
};
