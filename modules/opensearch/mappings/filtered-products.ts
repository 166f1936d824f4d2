import { keyword, lenientDate, longRussianText, russianText, searchableKeyword, versions } from './field.ts';

/**
 * Products that buyers may find: the shop's JSON as it came, and what is derived from it. Fields that are not named here
 * stay in the document without being indexed, so no shop can make the mapping grow.
 */
export const filteredProducts = {
  dynamic: false,
  properties: {
    product_id: keyword,
    name: { ...russianText, copy_to: 'spelled' },
    description: longRussianText,
    category: searchableKeyword,
    brand: searchableKeyword,
    tags: searchableKeyword,
    /** Words of the fields above but the description, as they are spelled: for typos. */
    spelled: { type: 'text', analyzer: 'plain_words' },
    sku: keyword,
    store_id: keyword,
    price: { properties: { amount: { type: 'double', ignore_malformed: true }, currency: keyword } },
    /** In minor units, for filters and sorting: sorting by scaled floats loses rows when paging (OpenSearch 3.8). */
    price_minor: { type: 'long' },
    stock: { properties: { available: { type: 'long', ignore_malformed: true } } },
    in_stock: { type: 'boolean' },
    /** Price of all that is available, in minor units: its sum is the stock value of a category. */
    stock_value_minor: { type: 'long' },
    created_at: lenientDate,
    updated_at: lenientDate,
    ...versions,
  },
};
