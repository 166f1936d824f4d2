const fields = ['name', 'tags.text', 'brand.text'];

/**
 * A query for products whose names, tags and brands have words in common with those of a product, the rarer the better.
 * `products`: the index in which that product is.
 */
export const likeQuery = (products: string, id: string): object => ({
  more_like_this: {
    fields,
    like: [{ _index: products, _id: id }],
    min_term_freq: 1,
    min_doc_freq: 2,
    max_query_terms: 15,
    minimum_should_match: '15%',
  },
});
