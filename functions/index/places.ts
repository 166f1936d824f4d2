import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { opensearchFailure } from '../opensearch/failure.ts';
import type { IndexNames } from '../opensearch/indices.ts';
import { isOlder, type Version } from './document.ts';
import type { Operation } from './operation.ts';

const places = ['filteredProducts', 'rejectedProducts', 'withdrawnProducts'] as const;

/** An index whose documents are one a product: a product is in the one where its latest change has put it. */
export type Place = (typeof places)[number];

/** A product and where a record puts it. */
export interface Placing extends Version {
  readonly id: string;
  readonly place: Place;
  /** Which record of the batch says so. */
  readonly record: number;
}

/** A document of a product in one of the places. */
export interface Found extends Version {
  readonly id: string;
  readonly place: Place;
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
export function planRemovals(placings: readonly Placing[], found: readonly Found[]): Operation[] {
  const foundById = Map.groupBy(found, ({ id }) => id);
  return placings.flatMap((placing) => {
    const others = (foundById.get(placing.id) ?? []).filter(({ place }) => place !== placing.place);
    const later = others.find((other) => isOlder(placing, other));
    const losers = later === undefined ? others : [placing];
    const { version } = later ?? placing;
    return losers.map(({ id, place }): Operation => ({
      action: 'delete',
      index: place,
      id,
      version,
      record: placing.record,
    }));
  });
}

const answerSchema = z.object({
  docs: z
    .array(
      z.object({
        _id: z.string(),
        _version: z.number().optional(),
        found: z.boolean().optional(),
        _source: z.object({ ban_list_version: z.number().optional() }).optional(),
        error: z.unknown().optional(),
      }),
    )
    .default([]),
});

/** Looks for the products in the places that they should not be in. Reads what was written before, searchable or not. */
export async function findElsewhere(client: Client, names: IndexNames, placings: readonly Placing[]): Promise<Found[]> {
  const asked = placings.flatMap(({ id, place }) =>
    places.filter((other) => other !== place).map((other) => ({ id, place: other })),
  );
  if (asked.length === 0) return [];
  const docs = asked.map(({ id, place }) => ({ _index: names[place], _id: id }));
  try {
    const { body } = await client.mget({
      body: { docs },
      _source_includes: ['ban_list_version'],
      filter_path: ['docs._id', 'docs._version', 'docs.found', 'docs._source', 'docs.error'],
    });
    return answerSchema.parse(body).docs.flatMap((document, index) => readFound(document, asked[index]));
  } catch (error) {
    throw opensearchFailure(error, 'look for products in other indices');
  }
}

/** A document that could not be looked up must not count as absent. */
function readFound(
  document: z.infer<typeof answerSchema>['docs'][number],
  asked: { id: string; place: Place } | undefined,
): Found[] {
  if (document.error !== undefined || asked === undefined || asked.id !== document._id)
    throw new PlatformError('opensearch_unavailable', 'OpenSearch could not look up a product');
  if (document.found !== true) return [];
  return [{ ...asked, version: document._version ?? 0, ban_list_version: document._source?.ban_list_version ?? 0 }];
}
