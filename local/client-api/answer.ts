import { z } from 'zod';

const money = z.object({ amount: z.number(), currency: z.string() });

const hit = z.object({
  product_id: z.string(),
  name: z.string(),
  category: z.string(),
  price: money,
  in_stock: z.boolean(),
  score: z.number().nullable(),
  brand: z.string().nullish(),
});

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
    .object({ category: valueFacet.optional(), brand: valueFacet.optional(), price: rangeFacet.optional() })
    .optional(),
  /** What was searched for instead of what was typed. */
  correction: z.object({ from: z.string(), to: z.string() }).optional(),
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
export const searchJson = ({ query_id, total, took_ms, hits }: SearchAnswer) => ({
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
});
