import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { categoryId, categoryStatsSchema, type CategoryStats } from '../figures/category-stats.ts';
import { opensearchFailure } from '../opensearch/failure.ts';

/** The figures of a category that its document holds. */
export interface Known {
  readonly version: number;
  /** `undefined` when the document has another shape, as after an update of the platform. */
  readonly stats: CategoryStats | undefined;
  /** Whether the document was written and its record may not have been published. */
  readonly pending: boolean;
}

const foundSchema = z.object({
  _id: z.string(),
  _version: z.number(),
  _source: z.looseObject({ pending: z.boolean().optional() }),
});

const answerSchema = z.object({
  docs: z.array(
    z.union([foundSchema, z.object({ found: z.literal(false) }), z.object({ error: z.object({ type: z.string() }) })]),
  ),
});

/** What is known of categories, by category; those that are not known are left out. */
export async function readKnown(
  client: Client,
  index: string,
  categories: readonly string[],
): Promise<Map<string, Known>> {
  const categoryById = new Map(categories.map((category) => [categoryId(category), category]));
  try {
    const { body } = await client.mget({ index, body: { ids: [...categoryById.keys()] } });
    const known = new Map<string, Known>();
    for (const document of answerSchema.parse(body).docs) {
      if ('error' in document)
        throw new PlatformError('opensearch_unavailable', `a category cannot be read: ${document.error.type}`);
      const category = '_id' in document ? categoryById.get(document._id) : undefined;
      if ('_id' in document && category !== undefined) known.set(category, knownFrom(document));
    }
    return known;
  } catch (error) {
    throw opensearchFailure(error, `read ${categories.length} categories`);
  }
}

const knownFrom = ({ _version, _source }: z.infer<typeof foundSchema>): Known => ({
  version: _version,
  stats: categoryStatsSchema.safeParse(_source).data,
  pending: _source.pending === true,
});
