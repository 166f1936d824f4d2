import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Client } from '@opensearch-project/opensearch';
import { invalidParameters, notFound } from '../../modules/http/problem.ts';
import { problemResponse, taggedResponse } from '../../modules/http/response.ts';
import { readCategories, readCategory } from './read.ts';
import { readRequest } from './request.ts';

/** What answering needs. */
export interface CategoriesDependencies {
  readonly client: Client;
  /** Of the figures. */
  readonly index: string;
}

/** Answers GET /categories and GET /categories/{category}. Throws what problem.ts makes a problem of. */
export async function respond(
  { client, index }: CategoriesDependencies,
  event: unknown,
): Promise<APIGatewayProxyResult> {
  const request = readRequest(event);
  if (request === undefined) return problemResponse(notFound('There is no such path.'));
  if (request.kind === 'invalid') return problemResponse(invalidParameters(request.errors));
  if (request.kind === 'list') return taggedResponse(await readCategories(client, index, request.parameters));
  const stats = await readCategory(client, index, request.category);
  return stats === undefined
    ? problemResponse(notFound('There are no products in this category.'))
    : taggedResponse(stats);
}
