import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Client } from '@opensearch-project/opensearch';
import { embedded } from '../../modules/emf/embedded.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { AfterAnswer } from '../../modules/lambda/after-answer.ts';
import type { Log } from '../../modules/logging/log.ts';
import { searchAnswer } from './answer.ts';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf, onlyParameters } from '../../modules/http/parameters.ts';
import { invalidParameters, notFound } from '../../modules/http/problem.ts';
import type { RawParameters } from '../../modules/http/request.ts';
import { findProduct } from './product.ts';
import { queryRecord } from './query-record.ts';
import { readQuery } from './query.ts';
import { readRequest } from './request.ts';
import { jsonResponse, problemResponse, taggedResponse } from '../../modules/http/response.ts';
import { searchProducts } from './search.ts';
import { categorySchema, findSimilar, readLimit } from './similar.ts';
import { readTyped } from './suggest/request.ts';
import { suggest } from './suggest/suggest.ts';

/** What answering needs. */
export interface SearchDependencies {
  readonly client: Client;
  /** The alias of the products that buyers may find. */
  readonly index: string;
  /** The alias of all products, in which one is read by its id. */
  readonly products: string;
  /** Ids of the most popular products, by the last analysis. */
  readonly popular: () => Promise<readonly string[]>;
  readonly publisher: Publisher;
  readonly afterAnswer: AfterAnswer;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** Answers GET /products, /products/{product_id} and what is like it, and /suggest. Throws what problem.ts makes a problem of. */
export async function respond(searching: SearchDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const request = readRequest(event);
  if (request === undefined) return problemResponse(notFound('There is no such path.'));
  if (request.kind === 'search') return respondToSearch(searching, request.parameters);
  if (request.kind === 'suggest') return respondToTyped(searching, request.parameters);
  if (request.kind === 'product') {
    const parameters = check(onlyParameters({}, 'a product'), request.parameters);
    if (!parameters.ok) return problemResponse(invalidParameters(invalidOf(parameters.issues)));
  }
  const product = await findProduct(searching.client, searching.products, request.id);
  if (product === undefined) return problemResponse(notFound('There is no product with this id.'));
  return request.kind === 'product' ? taggedResponse(product) : respondWithSimilar(searching, request, product);
}

async function respondToTyped({ client, index }: SearchDependencies, parameters: RawParameters) {
  const read = readTyped(parameters);
  return read.ok
    ? jsonResponse(await suggest(client, index, read.typed))
    : problemResponse(invalidParameters(read.errors));
}

/** `product`: the product that others are to be like, as JSON. */
async function respondWithSimilar(
  { client, index, products }: SearchDependencies,
  { id, parameters }: { readonly id: string; readonly parameters: RawParameters },
  product: string,
) {
  const read = readLimit(parameters);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const { category } = categorySchema.parse(JSON.parse(product));
  const items = await findSimilar(client, { index, products }, { id, category, limit: read.limit });
  return jsonResponse({ product_id: id, items });
}

async function respondToSearch(
  searching: SearchDependencies,
  parameters: RawParameters,
): Promise<APIGatewayProxyResult> {
  const { client, index, popular, publisher, afterAnswer, log, now, newId } = searching;
  const read = readQuery(parameters);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const { query } = read;
  const startedAt = now();
  const mostPopular = query.sort === 'popularity' || query.name !== '' ? await popular() : [];
  const found = await searchProducts(client, index, query, mostPopular);
  const answer = searchAnswer(query, found, newId(), now() - startedAt);
  // Who asks for products by their ids is not looking for anything.
  if (query.product_id.length === 0)
    afterAnswer.run(() => publisher.publish([queryRecord(query, answer, { at: startedAt, newId })]));
  const { query_id, total, took_ms, corrected, did_you_mean } = answer;
  const counts = { searches: 1, searches_without_results: total === 0 ? 1 : 0 };
  log.info('search answered', {
    query_id,
    total,
    corrected: corrected?.kind,
    proposed: did_you_mean?.[0]?.kind,
    ...embedded({ counts, milliseconds: { search_ms: took_ms } }),
  });
  return jsonResponse(answer);
}
