import { keyword } from './field.ts';

/** Records that could not be processed, one document each: what their shops are told of them, and not the records. */
export const deadLetters = {
  dynamic: false,
  properties: {
    /** Where the letter stands in `dead_letters`. */
    id: keyword,
    /** Who may see it. */
    stores: keyword,
    product_id: keyword,
    /** Of the product, epoch milliseconds. */
    version: { type: 'long' },
    function: keyword,
    code: keyword,
    message: { type: 'text', index: false },
    at: { type: 'date' },
    redriven_from: keyword,
  },
};
