import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { readDocuments, type FoundDocument } from '../../modules/opensearch/documents.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../modules/retry/retry.ts';
import { places, type Found, type Place, type Placing, type Removal } from './places.ts';

/**
 * What is known of the products before the batch is written: where buyers find them, and what an earlier attempt at the
 * batch has left in the places that their records put them. Sees every write that was acknowledged, searchable or not.
 */
export async function findBefore(
  client: Client,
  names: IndexNames,
  mentions: readonly (Placing | Removal)[],
): Promise<Found[]> {
  const wanted: Record<Place, Set<string>> = {
    filteredProducts: new Set(mentions.map(({ id }) => id)),
    rejectedProducts: new Set(),
    withdrawnProducts: new Set(),
  };
  for (const mention of mentions) if (mention.kind === 'placing') wanted[mention.place].add(mention.id);
  return inAllPlaces(
    (place) => [...wanted[place]],
    (place, ids) => read(client, names[place], place, ids),
  );
}

/** Looks for the products in the places that they should not be in. Sees every write that was acknowledged before. */
export const findElsewhere = (client: Client, names: IndexNames, placings: readonly Placing[]): Promise<Found[]> =>
  inAllPlaces(
    (place) => placings.filter((placing) => placing.place !== place).map(({ id }) => id),
    (place, ids) => search(client, names[place], place, ids),
  );

/** How many products one question asks for: OpenSearch answers a search with 10,000 documents at most. */
const maxAsked = 5_000;

async function inAllPlaces(
  idsOf: (place: Place) => readonly string[],
  ask: (place: Place, ids: readonly string[]) => Promise<Found[]>,
): Promise<Found[]> {
  const questions = places.flatMap((place) => {
    const ids = idsOf(place);
    return Array.from({ length: Math.ceil(ids.length / maxAsked) }, (_, part) =>
      retried(() => ask(place, ids.slice(part * maxAsked, (part + 1) * maxAsked)), opensearchRetry),
    );
  });
  return (await Promise.all(questions)).flat();
}

/** What this function reads of its own documents. */
const fields = ['ban_list_version', 'category', 'left_categories'];

/** A rejection has no category of its own. */
const sourceSchema = z.object({
  ban_list_version: z.number().optional(),
  category: z.string().optional(),
  left_categories: z.array(z.string()).optional(),
});

const foundIn = (
  place: Place,
  id: string,
  { version, source: { ban_list_version, category, left_categories } }: FoundDocument<z.infer<typeof sourceSchema>>,
): Found => ({
  id,
  place,
  version,
  ban_list_version: ban_list_version ?? 0,
  ...(category !== undefined && place === 'filteredProducts' && { category }),
  ...(left_categories && { left: left_categories }),
});

async function read(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  const found = await readDocuments(client, { index, ids, fields, schema: sourceSchema });
  return Array.from(found, ([id, document]) => foundIn(place, id, document));
}

const searchSchema = z.object({
  timed_out: z.literal(false),
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _version: z.number(), _source: sourceSchema })) }),
});

/**
 * A refresh and a search, as multi-get takes three times as long for thousands of ids that are mostly not there. The
 * refresh is what makes the search see every write; where nothing was written it costs nothing.
 */
async function search(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.search({
      index,
      allow_partial_search_results: false,
      body: { query: { ids: { values: [...ids] } }, size: ids.length, version: true, _source: fields },
    });
    return searchSchema
      .parse(body)
      .hits.hits.map(({ _id, _version, _source }) => foundIn(place, _id, { version: _version, source: _source }));
  } catch (error) {
    throw opensearchFailure(error, `look for products in ${index}`);
  }
}
