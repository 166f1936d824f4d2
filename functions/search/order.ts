import { z } from 'zod';
import { jsonOf } from '../../modules/errors/schema.ts';

/** What hits may be sorted by. */
export const orders = ['relevance', 'price_asc', 'price_desc', 'newest', 'popularity'] as const;

type Order = (typeof orders)[number];

/** What they are sorted by in fact: without a text nothing is more relevant than what is new. */
export const orderOf = (sort: Order, text: string): Order => (sort === 'relevance' && text === '' ? 'newest' : sort);

/** Far behind every product that has a place: values of a sort must stay whole numbers, also in JavaScript. */
const last = 1e9;

/** Reads the place of a product among the most popular ones. Keeps one script for all lists, so that it is compiled once. */
const popularity = (popular: readonly string[]): object => ({
  _script: {
    type: 'number',
    order: 'asc',
    script: {
      source: "params.places.getOrDefault(doc['product_id'].value, params.last)",
      params: { places: Object.fromEntries(popular.map((id, place) => [id, place])), last },
    },
  },
});

/**
 * The sort of a search. The product's id decides between equals, so that pages neither repeat nor skip a product.
 * `popular`: ids of the most popular products, the first one first.
 */
export function sortBy(order: Order, popular: readonly string[]): object[] {
  const by = {
    relevance: { _score: 'desc' },
    price_asc: { price_minor: 'asc' },
    price_desc: { price_minor: 'desc' },
    // Without a date as if from 1970: what OpenSearch would say of a missing one is no number of JavaScript.
    newest: { created_at: { order: 'desc', missing: 0 } },
    popularity: popularity(popular),
  };
  return [by[order], { product_id: 'asc' }];
}

const positionSchema = z.tuple([z.enum(orders), z.int(), z.string()]);

/** Behind which product the next page begins; a string that says nothing to clients. */
export const cursor = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const position = positionSchema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
    if (position.success) {
      const [order, value, id] = position.data;
      return { order, values: [value, id] as const };
    }
    context.addIssue({ code: 'custom', message: 'must be what an answer gave as next' });
    return z.NEVER;
  });

/**
 * The cursor behind a hit with these values of its sort. There is none by relevance: scores are no whole numbers, and they
 * change while pages are read.
 */
export function cursorAfter(order: Order, values: readonly unknown[] | undefined): string | undefined {
  if (order === 'relevance') return undefined;
  const position = positionSchema.safeParse([order, ...(values ?? [])]);
  return position.success ? Buffer.from(JSON.stringify(position.data)).toString('base64url') : undefined;
}
