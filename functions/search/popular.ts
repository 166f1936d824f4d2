import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { findDocuments } from '../../modules/opensearch/find-documents.ts';

/** Products behind these are hardly bought more often than others. */
const mostPopular = 2_000;

const schema = z.object({ product_id: z.string() });

/** Milliseconds that a list holds: the analysis that makes it runs every ten minutes. */
const holds = 300_000;

/** Reads the list now and then, so that hardly a search waits for it. */
export function keptPopular(read: () => Promise<string[]>, now: () => number): () => Promise<readonly string[]> {
  let kept: { readonly list: Promise<string[]>; readonly since: number } | undefined;
  return async () => {
    if (kept === undefined || now() - kept.since > holds) kept = { list: read(), since: now() };
    const { list } = kept;
    try {
      return await list;
    } catch (error) {
      if (kept.list === list) kept = undefined;
      throw error;
    }
  };
}

/** Ids of the products that buyers did most with lately, by the last analysis, the most popular first. */
export async function readPopular(client: Client, index: string): Promise<string[]> {
  const body = { query: { match_all: {} }, sort: [{ rank: 'asc' }], size: mostPopular, _source: ['product_id'] };
  return (await findDocuments(client, index, body, schema)).documents.map(({ product_id }) => product_id);
}
