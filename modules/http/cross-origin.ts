/** Headers of answers that pages of other origins may read beside the few that every page may. */
const exposed = 'Allow, ETag, Location, Retry-After, WWW-Authenticate';

/** Headers that pages of other origins may send. */
const sent = 'Authorization, Content-Type, If-Match, If-None-Match, X-Api-Key, X-Session-Id, X-User-Id';

/**
 * What an answer says so that a page of this origin may read it (https://fetch.spec.whatwg.org/#http-cors-protocol); nothing when
 * the page may not. Keys travel in headers that a page sets itself, never in cookies, so no credentials are allowed.
 */
export function crossOriginHeaders(
  origin: string | undefined,
  allowed: readonly string[],
): Readonly<Record<string, string>> {
  if (allowed.length === 0) return {};
  const isAllowed = origin !== undefined && (allowed.includes('*') || allowed.includes(origin));
  return {
    vary: 'Origin',
    ...(isAllowed && { 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed }),
  };
}

/** What the answer to a preflight request says beside those. `methods`: those of the path. Browsers keep it for an hour. */
export const preflightHeaders = (methods: string): Readonly<Record<string, string>> => ({
  'access-control-allow-methods': methods,
  'access-control-allow-headers': sent,
  'access-control-max-age': '3600',
});
