import type { Client } from '@opensearch-project/opensearch';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { z } from 'zod';
import { letterDocumentSchema, type LetterDocument } from '../../../modules/dead-letters/letter-document.ts';
import { check } from '../../../modules/errors/schema.ts';
import { invalidOf } from '../../../modules/http/parameters.ts';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { readApiRequest } from '../../../modules/http/request.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import { readDocuments } from '../../../modules/opensearch/documents.ts';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';
import type { IndexNames } from '../../../modules/opensearch/indices.ts';
import { topics } from '../../../modules/platform/topics.ts';
import { lettersSchema, type LettersParameters } from './parameters.ts';
import { toldLetter, type Since } from './told-letter.ts';

/** What listing letters needs. */
export interface ListingLetters {
  readonly client: Client;
  readonly names: IndexNames;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** GET /dead-letters: what a shop sent that could not be processed, the latest first. A shop sees its own and no other's. */
export async function listLetters(
  listing: ListingLetters,
  shop: string,
  event: unknown,
): Promise<APIGatewayProxyResult> {
  const parameters = check(lettersSchema, readApiRequest(event).query);
  if (!parameters.ok) return problemResponse(invalidParameters(invalidOf(parameters.issues)));
  const { store = shop, page, limit } = parameters.value;
  if (store !== shop) return otherStore(shop);
  const { client, names } = listing;
  const body = {
    from: limit * (page - 1),
    size: limit,
    sort: [{ at: 'desc' }, { id: 'asc' }],
    query: { bool: { filter: filtersOf(shop, parameters.value, listing.now()) } },
  };
  const { total, documents } = await findDocuments(client, names.deadLetters, body, letterDocumentSchema);
  const since = await readSince(listing, shop, documents);
  return jsonResponse({ store, total, page, letters: documents.map((letter) => toldLetter(letter, since)) });
}

const otherStore = (shop: string): APIGatewayProxyResult =>
  problemResponse({
    status: 403,
    title: 'Forbidden',
    detail: `This key is the one of the store "${shop}", and shows only its letters.`,
  });

function filtersOf(shop: string, { from, to }: LettersParameters, now: number): object[] {
  const kept = new Date(now - topics.dead_letters.retention).toISOString();
  return [
    { term: { stores: shop } },
    // Until they are forgotten, the index has letters that nobody could look at any more.
    { range: { at: { gte: kept } } },
    ...(from === undefined ? [] : [{ range: { at: { gte: from } } }]),
    ...(to === undefined ? [] : [{ range: { at: { lte: to } } }]),
  ];
}

/** What has happened since to the records of these letters. */
async function readSince(
  { client, names }: ListingLetters,
  shop: string,
  letters: readonly LetterDocument[],
): Promise<Since> {
  const ids = [...new Set(letters.flatMap(({ product_id: id }) => id ?? []))];
  const filter = [{ term: { stores: shop } }, { terms: { redriven_from: letters.map(({ id }) => id) } }];
  const body = { size: letters.length, query: { bool: { filter } } };
  const [products, returned] = await Promise.all([
    readDocuments(client, { index: names.products, ids, fields: ['state'], schema: z.unknown() }),
    letters.length === 0 ? [] : findDocuments(client, names.deadLetters, body, letterDocumentSchema).then(documentsOf),
  ]);
  return {
    versions: new Map(Array.from(products, ([id, { version }]) => [id, version])),
    returned: new Map(returned.flatMap(({ id, redriven_from: from }) => (from === undefined ? [] : [[from, id]]))),
  };
}

const documentsOf = <T>({ documents }: { readonly documents: readonly T[] }): readonly T[] => documents;
