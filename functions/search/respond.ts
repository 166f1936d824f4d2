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

/** What answering needs. */
export interface SearchDependencies {
  readonly client: Client;
  /** The alias of the products that buyers may find. */
  readonly index: string;
  /** The alias of all products, in which one is read by its id. */
  readonly products: string;
  readonly publisher: Publisher;
  readonly afterAnswer: AfterAnswer;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** Answers GET /products and GET /products/{product_id}. Throws what problem.ts makes a problem of. */
export async function respond(searching: SearchDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const request = readRequest(event);
  if (request === undefined) return problemResponse(notFound('There is no such path.'));
  if (request.kind === 'search') return respondToSearch(searching, request.parameters);
  const parameters = check(onlyParameters({}, 'a product'), request.parameters);
  if (!parameters.ok) return problemResponse(invalidParameters(invalidOf(parameters.issues)));
  const product = await findProduct(searching.client, searching.products, request.id);
  return product === undefined
    ? problemResponse(notFound('There is no product with this id.'))
    : taggedResponse(product);
}

async function respondToSearch(
  searching: SearchDependencies,
  parameters: RawParameters,
): Promise<APIGatewayProxyResult> {
  const { client, index, publisher, afterAnswer, log, now, newId } = searching;
  const read = readQuery(parameters);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const { query } = read;
  const startedAt = now();
  const found = await searchProducts(client, index, query);
  const answer = searchAnswer(query, found, newId(), now() - startedAt);
  afterAnswer.run(() => publisher.publish([queryRecord(query, answer, { at: startedAt, newId })]));
  const { query_id, total, took_ms, correction } = answer;
  const counts = { searches: 1, searches_without_results: total === 0 ? 1 : 0 };
  log.info('search answered', {
    query_id,
    total,
    correction: correction?.kind,
    ...embedded({ counts, milliseconds: { search_ms: took_ms } }),
  });
  return jsonResponse(answer);
}
