import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { opensearchFailure } from '../opensearch/failure.ts';
import type { IndexNames } from '../opensearch/indices.ts';
import { patience } from '../opensearch/patience.ts';
import { retried } from '../retry/retry.ts';
import { isPlacing, places, type Found, type Mention, type Place, type Placing } from './places.ts';

/**
 * What is known of the products before the batch is written: where buyers find them, and what an earlier attempt at the
 * batch has left in the places that their records put them. Sees every write that was acknowledged, searchable or not.
 */
export async function findBefore(
  client: Client,
  names: IndexNames,
  mentions: readonly (Mention | Placing)[],
): Promise<Found[]> {
  const wanted: Record<Place, Set<string>> = {
    filteredProducts: new Set(mentions.map(({ id }) => id)),
    rejectedProducts: new Set(),
    withdrawnProducts: new Set(),
  };
  for (const mention of mentions) if (isPlacing(mention)) wanted[mention.place].add(mention.id);
  return inAllPlaces(
    (place) => [...wanted[place]],
    (place, ids) => readDocuments(client, names[place], place, ids),
  );
}

/** Looks for the products in the places that they should not be in. Sees every write that was acknowledged before. */
export const findElsewhere = (client: Client, names: IndexNames, placings: readonly Placing[]): Promise<Found[]> =>
  inAllPlaces(
    (place) => placings.filter((placing) => placing.place !== place).map(({ id }) => id),
    (place, ids) => searchDocuments(client, names[place], place, ids),
  );

/** How many products one question asks for: OpenSearch answers a search with 10,000 documents at most. */
const mostAsked = 5_000;

async function inAllPlaces(
  idsOf: (place: Place) => readonly string[],
  ask: (place: Place, ids: readonly string[]) => Promise<Found[]>,
): Promise<Found[]> {
  const questions = places.flatMap((place) => {
    const ids = idsOf(place);
    return Array.from({ length: Math.ceil(ids.length / mostAsked) }, (_, part) =>
      retried(() => ask(place, ids.slice(part * mostAsked, (part + 1) * mostAsked)), patience),
    );
  });
  return (await Promise.all(questions)).flat();
}

/** What this function reads of its own documents. */
const knownFields = ['ban_list_version', 'category', 'left_categories'];

/** A document as OpenSearch gives it; a rejection has no category of its own. */
const documentSchema = z.object({
  _id: z.string(),
  _version: z.number(),
  _source: z.object({
    ban_list_version: z.number().optional(),
    category: z.string().optional(),
    left_categories: z.array(z.string()).optional(),
  }),
});

const foundDocument = (
  place: Place,
  { _id, _version, _source: { ban_list_version, category, left_categories } }: z.infer<typeof documentSchema>,
): Found => ({
  id: _id,
  place,
  version: _version,
  ban_list_version: ban_list_version ?? 0,
  ...(category !== undefined && place === 'filteredProducts' && { category }),
  ...(left_categories && { left: left_categories }),
});

const readSchema = z.object({
  docs: z.array(
    z.union([
      z.object({ found: z.literal(false) }),
      documentSchema,
      z.object({ error: z.object({ type: z.string() }) }),
    ]),
  ),
});

async function readDocuments(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  try {
    const { body } = await client.mget({ index, _source_includes: knownFields, body: { ids: [...ids] } });
    return readSchema.parse(body).docs.flatMap((document) => {
      if ('error' in document)
        throw new PlatformError('opensearch_unavailable', `a product cannot be read: ${document.error.type}`);
      return '_id' in document ? [foundDocument(place, document)] : [];
    });
  } catch (error) {
    throw opensearchFailure(error, `read products of ${index}`);
  }
}

const searchSchema = z.object({ timed_out: z.literal(false), hits: z.object({ hits: z.array(documentSchema) }) });

/**
 * A refresh and a search, as multi-get takes three times as long for thousands of ids that are mostly not there. The
 * refresh is what makes the search see every write; where nothing was written it costs nothing.
 */
async function searchDocuments(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.search({
      index,
      allow_partial_search_results: false,
      body: { query: { ids: { values: [...ids] } }, size: ids.length, version: true, _source: knownFields },
    });
    return searchSchema.parse(body).hits.hits.map((document) => foundDocument(place, document));
  } catch (error) {
    throw opensearchFailure(error, `look for products in ${index}`);
  }
}
