import { keyword } from './field.ts';

/** Neighbours of a product: what buyers looked at together with it. The document's id is the product's. */
export const recommendations = {
  dynamic: false,
  properties: {
    product_id: keyword,
    /** [{product_id, score}], best first; only ever read as a whole. */
    items: { type: 'object', enabled: false },
    run_id: keyword,
    version: { type: 'long' },
  },
};
