import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { crossOriginHeaders } from '../http/cross-origin.ts';
import { headerOf } from '../http/header.ts';

type ApiRequest = Request<unknown, APIGatewayProxyResult>;

/**
 * Middleware: what HTTP asks of every answer, so that no function minds it. HEAD is answered as GET, without the content; who
 * has the content by its tag is answered 304; and pages of the allowed origins may read what is answered.
 */
export function overHttp(origins: readonly string[]): MiddlewareObj<unknown, APIGatewayProxyResult> {
  const headRequests = new WeakSet<ApiRequest>();
  const answered = (request: ApiRequest): void => {
    if (request.response === null || request.response === undefined) return;
    const fresh = revalidated(request.response, headerOf(request.event, 'if-none-match'));
    const headers = { ...fresh.headers, ...crossOriginHeaders(headerOf(request.event, 'origin'), origins) };
    request.response = { ...fresh, headers, body: headRequests.has(request) ? '' : fresh.body };
  };
  return {
    before(request) {
      if (!isHead(request.event)) return;
      headRequests.add(request);
      request.event = { ...request.event, httpMethod: 'GET' };
    },
    after: answered,
    onError: answered,
  };
}

const isHead = (event: unknown): event is { readonly httpMethod: 'HEAD' } =>
  typeof event === 'object' && event !== null && 'httpMethod' in event && event.httpMethod === 'HEAD';

/** https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match. Proxies that compress make a weak tag of a strong one. */
function revalidated(response: APIGatewayProxyResult, ifNoneMatch: string | undefined): APIGatewayProxyResult {
  const tag = response.headers?.['etag'];
  if (ifNoneMatch === undefined || tag === undefined || response.statusCode !== 200) return response;
  const known = new Set(ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//u, '')));
  return known.has('*') || known.has(String(tag)) ? { ...response, statusCode: 304, body: '' } : response;
}
