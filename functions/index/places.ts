import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { retried } from '../retry/retry.ts';
import { opensearchFailure } from '../opensearch/failure.ts';
import type { IndexNames } from '../opensearch/indices.ts';
import type { Operation } from '../opensearch/operation.ts';
import { patience } from '../opensearch/patience.ts';
import { isOlder, type Version } from './document.ts';

const places = ['filteredProducts', 'rejectedProducts', 'withdrawnProducts'] as const;

/** An index whose documents are one a product: a product is in the one where its latest change has put it. */
export type Place = (typeof places)[number];

/** A write that a record of the batch asks for. */
export interface RecordOperation extends Operation {
  readonly record: number;
}

/** A product that a record of the batch is about. */
export interface Mention extends Version {
  readonly id: string;
  readonly record: number;
  /** The category that the record says the product is in. */
  readonly category?: string;
}

/** A product and where a record puts it. */
export interface Placing extends Mention {
  readonly place: Place;
}

export const isPlacing = (mention: Mention | Placing): mention is Placing => 'place' in mention;

/** A document of a product in one of the places. */
export interface Found extends Version {
  readonly id: string;
  readonly place: Place;
  /** Where the product is counted; only of those that buyers may find. */
  readonly category?: string;
  /** See withLeftCategories. */
  readonly left?: readonly string[];
}

/** The latest placing of each product. */
export function latestPlacings(placings: readonly Placing[]): Placing[] {
  const latest = new Map<string, Placing>();
  for (const placing of placings) {
    const known = latest.get(placing.id);
    if (known === undefined || !isOlder(placing, known)) latest.set(placing.id, placing);
  }
  return [...latest.values()];
}

/**
 * Deletions after which each product is in one place only: the later decision stays, also when the earlier one was
 * written last. Whoever writes to a place looks into the others afterwards, so of two that write at the same time at
 * least one sees both documents. That needs no memory of deletions, unlike deleting blindly: see mappings/withdrawn-products.ts.
 */
export function planRemovals(placings: readonly Placing[], found: readonly Found[]): RecordOperation[] {
  const foundById = Map.groupBy(found, ({ id }) => id);
  return placings.flatMap((placing) => {
    const others = (foundById.get(placing.id) ?? []).filter(({ place }) => place !== placing.place);
    const later = others.find((other) => isOlder(placing, other));
    const losers = later === undefined ? others : [placing];
    const { version } = later ?? placing;
    return losers.map(({ id, place }): RecordOperation => ({
      action: 'delete',
      index: place,
      id,
      version,
      record: placing.record,
    }));
  });
}

/** How many products one question asks for: OpenSearch answers with 10,000 documents at most. */
const mostAsked = 5_000;

/** Looks for the products in the places that they should not be in. Sees every write that was acknowledged before. */
export async function findElsewhere(client: Client, names: IndexNames, placings: readonly Placing[]): Promise<Found[]> {
  const questions = places.flatMap((place) => {
    const ids = placings.filter((placing) => placing.place !== place).map(({ id }) => id);
    return Array.from({ length: Math.ceil(ids.length / mostAsked) }, (_, part) => ({
      place,
      ids: ids.slice(part * mostAsked, (part + 1) * mostAsked),
    }));
  });
  const ask = async ({ place, ids }: (typeof questions)[number]): Promise<Found[]> =>
    retried(() => findIn(client, names[place], place, ids), patience);
  return (await Promise.all(questions.map((question) => ask(question)))).flat();
}

/** What this function reads of its own documents. */
export const knownFields = ['ban_list_version', 'category', 'left_categories'];

/** A document as OpenSearch gives it; a rejection has no category of its own. */
export const documentSchema = z.object({
  _id: z.string(),
  _version: z.number(),
  _source: z.object({
    ban_list_version: z.number().optional(),
    category: z.string().optional(),
    left_categories: z.array(z.string()).optional(),
  }),
});

export const foundDocument = (
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

const answerSchema = z.object({ timed_out: z.literal(false), hits: z.object({ hits: z.array(documentSchema) }) });

/**
 * A refresh and a search, as multi-get takes three times as long for thousands of ids that are mostly not there. The
 * refresh is what makes the search see every write; where nothing was written it costs nothing.
 */
async function findIn(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.search({
      index,
      allow_partial_search_results: false,
      body: { query: { ids: { values: [...ids] } }, size: ids.length, version: true, _source: knownFields },
    });
    return answerSchema.parse(body).hits.hits.map((document) => foundDocument(place, document));
  } catch (error) {
    throw opensearchFailure(error, `look for products in ${index}`);
  }
}
