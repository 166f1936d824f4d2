import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from '../opensearch/failure.ts';
import { PlatformError } from '../errors/platform-error.ts';

/** Documents of an index by their ids, in one request that sees every acknowledged write. */
export interface Question<T> {
  readonly index: string;
  readonly ids: readonly string[];
  readonly fields: string[];
  readonly schema: z.ZodType<T>;
}

const answerSchema = z.object({
  docs: z.array(
    z.object({
      _id: z.string(),
      found: z.boolean().optional(),
      _source: z.unknown().optional(),
      error: z.object({ type: z.string() }).optional(),
    }),
  ),
});

/** Without an index, which whoever writes to it first makes, there is nothing to find. */
const noIndex = 'index_not_found_exception';

/** What was found, by id. Throws opensearch_unavailable or opensearch_refused. */
export async function readDocuments<T>(
  client: Client,
  { index, ids, fields, schema }: Question<T>,
): Promise<Map<string, T>> {
  const documents = new Map<string, T>();
  if (ids.length === 0) return documents;
  try {
    const { body } = await client.mget({ index, _source: fields, body: { ids: [...ids] } });
    for (const { _id, found, _source, error } of answerSchema.parse(body).docs) {
      if (error !== undefined && error.type !== noIndex)
        throw new PlatformError('opensearch_unavailable', `cannot read from ${index}: ${error.type}`);
      if (found === true) documents.set(_id, schema.parse(_source));
    }
    return documents;
  } catch (error) {
    throw opensearchFailure(error, `read from ${index}`);
  }
}
