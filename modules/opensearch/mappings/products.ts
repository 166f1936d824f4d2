import {
  foldedKeyword,
  keyword,
  lenientDate,
  longRussianText,
  russianText,
  searchableKeyword,
  term,
  versions,
} from './field.ts';

/**
 * Every product, one document each, in the state that its latest decision gave it: allowed, rejected or withdrawn. What
 * buyers search by are fields of allowed products only, so the words of the others count in no ranking and no correction.
 * Fields that are not named here stay in the document without being indexed; `shop_json`, the shop's own JSON as text, is one:
 * whatever a shop sends beside what is named here, it cannot touch the fields of the platform, nor make the mapping grow.
 */
export const products = {
  dynamic: false,
  properties: {
    product_id: keyword,
    state: keyword,
    name: { ...russianText, copy_to: 'spelled' },
    description: longRussianText,
    category: { ...searchableKeyword, fields: { ...searchableKeyword.fields, folded: foldedKeyword } },
    brand: searchableKeyword,
    tags: searchableKeyword,
    /** Words of the fields above but the description, as they are spelled: for typos. */
    spelled: { type: 'text', analyzer: 'plain_words' },
    /** What filters and facets know of the shop's specifications: «Цвет:белый». See modules/product/specifications.ts. */
    specifications: keyword,
    /** What a search asks for: see modules/search-terms. Nothing sorts or counts by them. */
    terms: { properties: { name: term, head: term, about: term } },
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
    /** Of a rejected product: what a list of them shows, and why it was rejected. */
    product: {
      properties: { name: russianText, category: keyword, brand: keyword, sku: keyword, store_id: keyword },
    },
    reasons: {
      properties: {
        rule_id: keyword,
        kind: keyword,
        value: keyword,
        field: keyword,
        tag: { type: 'integer' },
        at: { type: 'integer' },
        matched: keyword,
        reason: keyword,
      },
    },
    rejected_at: lenientDate,
    /** When the platform took note of a withdrawal: by it, documents that nothing can need any more are found. */
    withdrawn_at: lenientDate,
    /** Rules by which an allowed product is let through whatever others say. */
    appeals: keyword,
    /** What rules of the ban list find the product by: see modules/ban-search. Nothing sorts or counts by them. */
    ban_terms: term,
    ...versions,
  },
};
