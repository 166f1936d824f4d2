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

export const problemResponse = ({ retryAfter, members, ...problem }: Problem): APIGatewayProxyResult => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': cacheControl,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  },
  body: JSON.stringify({ type: 'about:blank', ...problem, ...members }),
});
