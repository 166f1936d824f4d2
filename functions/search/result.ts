import { z } from 'zod';

const bucket = z.object({ key: z.string(), doc_count: z.number() });
const range = z.object({ from: z.number().optional(), to: z.number().optional(), doc_count: z.number() });
const option = z.object({ text: z.string() });

/** What OpenSearch answers to a search that build.ts made. */
export const resultSchema = z.object({
  took: z.number(),
  timed_out: z.boolean(),
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(
      z.object({
        _score: z.number().nullish(),
        _source: z.object({
          product_id: z.string(),
          name: z.string(),
          category: z.string(),
          brand: z.string().nullish(),
          price: z.object({ amount: z.number(), currency: z.string() }),
          in_stock: z.boolean(),
        }),
        highlight: z.record(z.string(), z.array(z.string())).optional(),
      }),
    ),
  }),
  aggregations: z.object({
    category: z.object({ values: z.object({ buckets: z.array(bucket) }) }),
    brand: z.object({ values: z.object({ buckets: z.array(bucket) }) }),
    price: z.object({ values: z.object({ ranges: z.object({ buckets: z.array(range) }) }) }),
    /** What the text finds before facet filters, and without descriptions. */
    named: z.object({ doc_count: z.number() }),
  }),
  suggest: z
    .object({
      spelling: z.array(z.object({ text: z.string(), options: z.array(option) })),
    })
    .optional(),
});

export type Result = z.infer<typeof resultSchema>;
