import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { opensearchFailure } from './failure.ts';

/** Which documents of an index, and what of them. */
export interface Question<T> {
  readonly index: string;
  readonly ids: readonly string[];
  /** All when left out. */
  readonly fields?: string[];
  readonly schema: z.ZodType<T>;
}

export interface FoundDocument<T> {
  readonly version: number;
  readonly source: T;
}

const answerSchema = z.object({
  docs: z.array(
    z.object({
      _id: z.string(),
      _version: z.number().optional(),
      found: z.boolean().optional(),
      _source: z.unknown().optional(),
      error: z.object({ type: z.string() }).optional(),
    }),
  ),
});

/** Without an index, which whoever writes to it first makes, there is nothing to find. */
const noIndex = 'index_not_found_exception';

/**
 * What was found, by id, in one request that sees every acknowledged write. Throws opensearch_unavailable or
 * opensearch_refused.
 */
export async function readDocuments<T>(
  client: Client,
  { index, ids, fields, schema }: Question<T>,
): Promise<Map<string, FoundDocument<T>>> {
  const documents = new Map<string, FoundDocument<T>>();
  if (ids.length === 0) return documents;
  try {
    const { body } = await client.mget({ index, ...(fields && { _source: fields }), body: { ids: [...ids] } });
    for (const { _id, _version = 0, found, _source, error } of answerSchema.parse(body).docs) {
      if (error !== undefined && error.type !== noIndex)
        throw new PlatformError('opensearch_unavailable', `cannot read from ${index}: ${error.type}`);
      if (found === true) documents.set(_id, { version: _version, source: schema.parse(_source) });
    }
    return documents;
  } catch (error) {
    throw opensearchFailure(error, `read ${ids.length} documents of ${index}`);
  }
}
