import { z } from 'zod';

const money = z.object({ amount: z.number(), currency: z.string() });

/** A product as lists of them show it. */
const listed = z.object({
  product_id: z.string(),
  name: z.string(),
  category: z.string(),
  price: money,
  in_stock: z.boolean(),
  brand: z.string().nullish(),
});

export type Listed = z.infer<typeof listed>;

const hit = listed.extend({ score: z.number().nullable() });

const valueFacet = z.array(z.object({ value: z.string(), count: z.number() }));
/** From `from` on, up to but not including `to`; absent is unbounded. */
const rangeFacet = z.array(z.object({ from: z.number().nullish(), to: z.number().nullish(), count: z.number() }));

/** What GET /products answers, as far as this client shows it. */
export const searchAnswerSchema = z.object({
  query_id: z.string(),
  total: z.number(),
  took_ms: z.number(),
  hits: z.array(hit),
  facets: z
    .object({
      category: valueFacet.optional(),
      brand: valueFacet.optional(),
      price: rangeFacet.optional(),
      specifications: z.array(z.object({ name: z.string(), values: valueFacet })).optional(),
    })
    .optional(),
  /** What to ask with, as `after`, for the hits behind these. */
  next: z.string().optional(),
  /** What was searched for instead of what was typed. */
  corrected: z.object({ from: z.string(), to: z.string(), kind: z.string() }).optional(),
  /** What may be searched for instead, the likeliest first, and how many products that finds. */
  did_you_mean: z.array(z.object({ to: z.string(), kind: z.string(), total: z.number() })).optional(),
});

export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type Facets = NonNullable<SearchAnswer['facets']>;

/** What GET /products/{product_id} answers: the shop's product. */
export const productAnswerSchema = z.looseObject({
  product_id: z.string(),
  name: z.string(),
  category: z.string(),
  price: money,
  brand: z.string().nullish(),
  description: z.string().nullish(),
  stock: z.looseObject({ available: z.number() }).nullish(),
  specifications: z.record(z.string(), z.unknown()).nullish(),
});

export type ProductAnswer = z.infer<typeof productAnswerSchema>;

/** What `--json` promises of a search: no more and no less. */
export const searchJson = ({ query_id, total, took_ms, hits, next, did_you_mean }: SearchAnswer) => ({
  query_id,
  total,
  took_ms,
  hits: hits.map(({ product_id, name, category, price, in_stock, score }) => ({
    product_id,
    name,
    category,
    price: { amount: price.amount, currency: price.currency },
    in_stock,
    score,
  })),
  ...(next !== undefined && { next }),
  ...(did_you_mean !== undefined && { did_you_mean }),
});

/** What GET /suggest answers. */
export const suggestAnswerSchema = z.object({
  q: z.string(),
  products: z.array(listed),
  categories: z.array(z.object({ category: z.string(), count: z.number() })),
  corrected: z.object({ from: z.string(), to: z.string(), kind: z.string() }).optional(),
});

export type SuggestAnswer = z.infer<typeof suggestAnswerSchema>;

/** What GET /products/{product_id}/similar answers. */
export const similarAnswerSchema = z.object({ product_id: z.string(), items: z.array(listed) });

export type SimilarAnswer = z.infer<typeof similarAnswerSchema>;

/** What GET /recommendations/{user_id} answers. */
export const recommendAnswerSchema = z.object({
  user_id: z.string(),
  /** What an event about one of the items names. */
  query_id: z.string(),
  variant: z.string(),
  items: z.array(
    z.object({
      product_id: z.string(),
      name: z.string(),
      score: z.number(),
      reason: z.string(),
      algorithm: z.string(),
      category: z.string().optional(),
      price: money.optional(),
    }),
  ),
});

export type RecommendAnswer = z.infer<typeof recommendAnswerSchema>;

/** What `--json` promises of recommendations: no more and no less. */
export const recommendJson = ({ user_id, items }: RecommendAnswer) => ({
  user_id,
  items: items.map(({ product_id, name, score, reason }) => ({ product_id, name, score, reason })),
});

/** What POST /events answers: whether buyers can find the product of the event. */
export const eventAnswerSchema = z.object({
  event_id: z.string(),
  product: z.enum(['known', 'unknown', 'unchecked']),
});

export type EventAnswer = z.infer<typeof eventAnswerSchema>;
