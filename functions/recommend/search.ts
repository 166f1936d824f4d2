import type { Client } from '@opensearch-project/opensearch';
import type { z } from 'zod';
import { findDocuments as find } from '../../modules/opensearch/find-documents.ts';

/** Milliseconds after which an answer would come too late. */
const searchTimeout = '2s';

/** What a search finds in time, without counting what else there is. Throws opensearch_unavailable or opensearch_refused. */
export const findDocuments = async <T>(
  client: Client,
  index: string,
  body: object,
  schema: z.ZodType<T>,
): Promise<T[]> =>
  (await find(client, index, { timeout: searchTimeout, track_total_hits: false, ...body }, schema)).documents;
