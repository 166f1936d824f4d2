import { createHash } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Problem } from './problem.ts';

/** Answers differ from second to second and from key to key: no cache on the way may keep them. */
const cacheControl = 'private, no-store';

/** `body`: what becomes JSON, or JSON as text. */
export const jsonResponse = (body: object | string, statusCode = 200): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': cacheControl },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/**
 * An answer that many ask for again and that seldom differs: with a tag of its content, by which whoever has it is spared the
 * rest (modules/lambda/over-http.ts). Caches must ask each time.
 */
export function taggedResponse(body: object | string): APIGatewayProxyResult {
  const response = jsonResponse(body);
  const headers = { ...response.headers, 'cache-control': 'private, no-cache', etag: tagOf(response.body) };
  return { ...response, headers };
}

/** A strong entity tag of a content. https://www.rfc-editor.org/rfc/rfc9110#name-etag */
const tagOf = (content: string): string => `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

export const problemResponse = ({ retryAfter, allow, members, ...problem }: Problem): APIGatewayProxyResult => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': cacheControl,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(allow !== undefined && { allow }),
  },
  body: JSON.stringify({ type: 'about:blank', ...problem, ...members }),
});
