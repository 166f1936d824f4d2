import type { Problem } from './problem.ts';

/** What API Gateway makes an HTTP response of. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers differ from second to second and from key to key: nobody between may keep them. */
const cacheControl = 'private, no-store';

export const jsonResponse = (body: object): Response => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': cacheControl },
  body: JSON.stringify(body),
});

export const problemResponse = ({ retryAfter, ...problem }: Problem): Response => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': cacheControl,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  },
  body: JSON.stringify({ type: 'about:blank', ...problem }),
});
