import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { findDocuments } from '../../modules/opensearch/find-documents.ts';

/** Products behind these are hardly bought more often than others. */
const mostPopular = 2_000;

const schema = z.object({ product_id: z.string() });

/** Ids of the products that buyers did most with lately, by the last analysis, the most popular first. */
export async function readPopular(client: Client, index: string): Promise<string[]> {
  const body = { query: { match_all: {} }, sort: [{ rank: 'asc' }], size: mostPopular, _source: ['product_id'] };
  return (await findDocuments(client, index, body, schema)).documents.map(({ product_id }) => product_id);
}
