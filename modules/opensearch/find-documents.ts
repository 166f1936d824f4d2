import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from './failure.ts';

const answerSchema = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }).optional(),
    hits: z.array(z.object({ _source: z.unknown() })),
  }),
});

/** What a search found; `total` is 0 where nobody asked for it. */
export interface Found<T> {
  readonly total: number;
  readonly documents: T[];
}

/**
 * What a search finds, as far as it is of the schema's shape; an index that is not there yet has nothing. Throws
 * opensearch_unavailable or opensearch_refused.
 */
export async function findDocuments<T>(
  client: Client,
  index: string,
  body: object,
  schema: z.ZodType<T>,
): Promise<Found<T>> {
  try {
    const answer = await client.search({ index, ignore_unavailable: true, body: { track_total_hits: true, ...body } });
    const { hits } = answerSchema.parse(answer.body);
    return {
      total: hits.total?.value ?? 0,
      documents: hits.hits.flatMap(({ _source }) => {
        const document = schema.safeParse(_source);
        return document.success ? [document.data] : [];
      }),
    };
  } catch (error) {
    throw opensearchFailure(error, `search ${index}`);
  }
}
