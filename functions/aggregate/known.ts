import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { categoryId, categoryStatsSchema, type CategoryStats } from '../../modules/category-stats/category-stats.ts';
import { readDocuments, type FoundDocument } from '../../modules/opensearch/documents.ts';

/** The statistics of a category that its document holds. */
export interface Known {
  readonly version: number;
  /** `undefined` when the document has another shape, as after an update of the platform. */
  readonly stats: CategoryStats | undefined;
  /** Whether the document was written and its record may not have been published. */
  readonly pending: boolean;
}

const documentSchema = z.looseObject({ pending: z.boolean().optional() });

/** What is known of categories, by category; those that are not known are left out. */
export async function readKnown(
  client: Client,
  index: string,
  categories: readonly string[],
): Promise<Map<string, Known>> {
  const ids = categories.map((category) => categoryId(category));
  const found = await readDocuments(client, { index, ids, schema: documentSchema });
  return new Map(
    categories.flatMap((category) => {
      const document = found.get(categoryId(category));
      return document === undefined ? [] : [[category, knownFrom(document)]];
    }),
  );
}

const knownFrom = ({ version, source }: FoundDocument<z.infer<typeof documentSchema>>): Known => ({
  version,
  stats: categoryStatsSchema.safeParse(source).data,
  pending: source.pending === true,
});
