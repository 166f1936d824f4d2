import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { isUnavailable, opensearchFailure } from '../../../modules/opensearch/failure.ts';
import { searchAll } from '../../../modules/opensearch/search-all.ts';
import { catalogueSchema, type CatalogueDocument } from './judge.ts';

/** Products that buyers find, and those that rules keep from them. */
const present = { terms: { state: ['allowed', 'rejected'] } };

const countSchema = z.object({ count: z.number() });

/** Which documents of which index. */
export interface Documents {
  readonly client: Client;
  readonly index: string;
  readonly query: object;
}

export const everyProduct = { match_all: {} };

/** A query for products of the catalogue only. */
const ofCatalogue = (query: object): object => ({ bool: { must: [query], filter: [present] } });

/** How many products of the catalogue a query finds. */
export async function countProducts({ client, index, query }: Documents): Promise<number> {
  try {
    const { body } = await client.count({ index, body: { query: ofCatalogue(query) } });
    return countSchema.parse(body).count;
  } catch (error) {
    throw opensearchFailure(error, `count products of ${index}`);
  }
}

/** Each in one search; none is counted further than `most` + 1. */
export async function countEach(
  { client, index }: Omit<Documents, 'query'>,
  queries: readonly object[],
  most: number,
): Promise<number[]> {
  if (queries.length === 0) return [];
  const searches = queries.map((query) => ({ size: 0, track_total_hits: most + 1, query: ofCatalogue(query) }));
  const what = `count products of ${index}`;
  try {
    return countedSchema.parse(await searchAll(client, index, searches, what)).map(({ hits }) => hits.total.value);
  } catch (error) {
    throw opensearchFailure(error, what);
  }
}

const totalSchema = z.object({ value: z.number() });
const countedSchema = z.array(z.object({ hits: z.object({ total: totalSchema }) }));

const pageSchema = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: catalogueSchema, sort: z.array(z.union([z.string(), z.number()])) })),
  }),
});

/** How many products come at once: few first, then as many as have about so many characters together. */
const firstPage = 100;
const largestPage = 2_500;
const pageCharacters = 4_000_000;
const pageTimeoutMs = 2_000;

/** So many are looked at where there are too many to look at all. */
export const sampleSize = 5_000;

/** What a number that was counted among those looked at comes to among all; itself when all were looked at. */
export const scaledUp = (number: number, looked: number, all: number): number =>
  looked < all && looked > 0 ? Math.round((number * all) / looked) : number;

/** How far documents are looked at. */
export interface Look {
  /** Of the order in which they come. */
  readonly seed: number;
  /** At most so many. */
  readonly most: number;
  /** Epoch milliseconds, after which only the first hundred are looked at. */
  readonly until: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Looks at documents that a query finds in the catalogue, and says at how many: a sample of them, or all. What was seen before OpenSearch
 * answers no more is a sample, too, from the first hundred on.
 */
export async function lookAtProducts(
  documents: Documents,
  { seed, most, until, now }: Look,
  look: (document: CatalogueDocument) => void,
): Promise<number> {
  let looked = 0;
  const isOver = (): boolean => looked >= most || (looked >= firstPage && now() >= until);
  try {
    for await (const page of documentPages(documents, seed))
      for (const document of page) {
        look(document);
        looked += 1;
        if (isOver()) return looked;
      }
  } catch (error) {
    if (looked < firstPage || !isUnavailable(error)) throw error;
  }
  return looked;
}

/**
 * The documents that a query finds in the catalogue, page after page, in an order of this seed: wherever the reader stops, it
 * has seen a sample. The order is one of ids, so that a product which is updated meanwhile is neither missed nor seen twice.
 */
async function* documentPages(documents: Documents, seed: number): AsyncGenerator<CatalogueDocument[]> {
  const query = {
    function_score: {
      query: ofCatalogue(documents.query),
      random_score: { seed, field: 'product_id' },
      boost_mode: 'replace',
    },
  };
  let size = firstPage;
  let after: object = {};
  for (;;) {
    const hits = await readPage(documents, {
      query,
      sort: [{ _score: 'desc' }, { product_id: 'asc' }],
      ...after,
      size,
    });
    if (hits.length > 0) yield hits.map(({ _source }) => _source);
    const last = hits.at(-1);
    if (last === undefined || hits.length < size) return;
    after = { search_after: last.sort };
    const characters = hits.reduce((sum, { _source }) => sum + (_source.shop_json?.length ?? 0), 0);
    size = Math.min(largestPage, Math.max(10, Math.floor((pageCharacters * hits.length) / Math.max(1, characters))));
  }
}

async function readPage({ client, index }: Documents, asked: object) {
  try {
    const { body } = await client.search(
      { index, body: { ...asked, track_total_hits: false, _source: Object.keys(catalogueSchema.shape) } },
      { requestTimeout: pageTimeoutMs },
    );
    return pageSchema.parse(body).hits.hits;
  } catch (error) {
    throw opensearchFailure(error, `read products of ${index}`);
  }
}
