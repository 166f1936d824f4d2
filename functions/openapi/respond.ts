import type { APIGatewayProxyResult } from 'aws-lambda';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { preflightHeaders } from '../../modules/http/cross-origin.ts';
import { allowed, methodNotAllowed, notFound } from '../../modules/http/problem.ts';
import { problemResponse, taggedResponse } from '../../modules/http/response.ts';
import { documentSchema, methodsOf, type Document } from './document.ts';
import { pageOf } from './page.ts';

const eventSchema = z.looseObject({ httpMethod: z.string(), path: z.string() });

/** Nothing of the page may load or run anything. */
const onlyItself = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Answers GET /openapi.json and GET /, which is the same as a page; and every method that a path of the API does not have,
 * with those that it has. OPTIONS is answered so, too, also to browsers that ask before they send (CORS).
 */
export function answerer(
  content: unknown,
  origins: readonly string[],
): (event: unknown) => Promise<APIGatewayProxyResult> {
  const document = documentSchema.parse(content);
  const json = taggedResponse(document);
  const page = pageResponse(document);
  return async (event) => {
    const read = eventSchema.safeParse(event);
    if (!read.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
    const { httpMethod, path } = read.data;
    const address = path === '/' ? path : path.replace(/\/$/u, '');
    if (httpMethod === 'GET' && address === '/openapi.json') return json;
    if (httpMethod === 'GET' && address === '/') return page;
    const methods = methodsOf(document, address);
    if (methods.length === 0) return problemResponse(notFound('There is no such path.'));
    return httpMethod === 'OPTIONS' ? optionsOf(methods, origins) : problemResponse(methodNotAllowed(methods));
  };
}

function pageResponse(document: Document): APIGatewayProxyResult {
  const response = taggedResponse(pageOf(document));
  const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': onlyItself };
  return { ...response, headers: { ...response.headers, ...type } };
}

function optionsOf(methods: readonly string[], origins: readonly string[]): APIGatewayProxyResult {
  const allow = allowed(methods);
  return { statusCode: 204, headers: { allow, ...(origins.length > 0 && preflightHeaders(allow)) }, body: '' };
}
