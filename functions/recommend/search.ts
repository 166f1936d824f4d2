import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';

const answerSchema = z.object({
  timed_out: z.literal(false),
  hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }),
});

/** Milliseconds after which an answer would come too late. */
const searchTimeout = '2s';

/**
 * The sources of what a search finds, as far as they are of the schema's shape; an index that is not there yet has nothing.
 * Throws opensearch_unavailable or opensearch_refused.
 */
export async function findDocuments<T>(
  client: Client,
  index: string,
  body: object,
  schema: z.ZodType<T>,
): Promise<T[]> {
  try {
    const { body: answer } = await client.search({
      index,
      ignore_unavailable: true,
      body: { timeout: searchTimeout, track_total_hits: false, ...body },
    });
    return answerSchema.parse(answer).hits.hits.flatMap(({ _source }) => {
      const document = schema.safeParse(_source);
      return document.success ? [document.data] : [];
    });
  } catch (error) {
    throw opensearchFailure(error, `search ${index}`);
  }
}
