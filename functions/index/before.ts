import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { opensearchFailure } from '../opensearch/failure.ts';
import type { IndexNames } from '../opensearch/indices.ts';
import { patience } from '../opensearch/patience.ts';
import { retried } from '../retry/retry.ts';
import {
  documentSchema,
  foundDocument,
  isPlacing,
  knownFields,
  type Found,
  type Mention,
  type Place,
  type Placing,
} from './places.ts';

/** How many documents one request asks for. */
const mostAsked = 5_000;

/**
 * What is known of the products before the batch is written: where buyers find them, and what an earlier attempt at the
 * batch has left in the places that their records put them. Sees every write that was acknowledged, searchable or not.
 */
export async function findBefore(
  client: Client,
  names: IndexNames,
  mentions: readonly (Mention | Placing)[],
): Promise<Found[]> {
  const asked: Record<Place, Set<string>> = {
    filteredProducts: new Set(mentions.map(({ id }) => id)),
    rejectedProducts: new Set(),
    withdrawnProducts: new Set(),
  };
  for (const mention of mentions) if (isPlacing(mention)) asked[mention.place].add(mention.id);
  const questions = Object.entries(asked).flatMap(([place, ids]) => chunks(place as Place, [...ids]));
  const found = await Promise.all(
    questions.map(({ place, ids }) => retried(() => get(client, names[place], place, ids), patience)),
  );
  return found.flat();
}

const chunks = (place: Place, ids: readonly string[]): { place: Place; ids: string[] }[] =>
  Array.from({ length: Math.ceil(ids.length / mostAsked) }, (_, part) => ({
    place,
    ids: ids.slice(part * mostAsked, (part + 1) * mostAsked),
  }));

const answerSchema = z.object({
  docs: z.array(
    z.union([
      z.object({ found: z.literal(false) }),
      documentSchema,
      z.object({ error: z.object({ type: z.string() }) }),
    ]),
  ),
});

async function get(client: Client, index: string, place: Place, ids: readonly string[]): Promise<Found[]> {
  try {
    const { body } = await client.mget({ index, _source_includes: knownFields, body: { ids: [...ids] } });
    return answerSchema.parse(body).docs.flatMap((document) => {
      if ('error' in document)
        throw new PlatformError('opensearch_unavailable', `a product cannot be read: ${document.error.type}`);
      return '_id' in document ? [foundDocument(place, document)] : [];
    });
  } catch (error) {
    throw opensearchFailure(error, `read products of ${index}`);
  }
}
