import { z } from 'zod';
import { facetsSchema } from './facets.ts';
import { hitSchema } from './hit.ts';

const option = z.object({ text: z.string() });

/** What OpenSearch answers to a search that build.ts made. */
export const resultSchema = z.object({
  took: z.number(),
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(
      z.object({
        _score: z.number().nullish(),
        _source: hitSchema,
        /** Values of what the hits are sorted by. */
        sort: z.array(z.unknown()).optional(),
        highlight: z.record(z.string(), z.array(z.string())).optional(),
      }),
    ),
  }),
  aggregations: facetsSchema.extend({
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
