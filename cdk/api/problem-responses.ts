import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface Problem {
  readonly id: string;
  readonly type: ResponseType;
  readonly status: number;
  readonly title: string;
  /** For people; without it, what API Gateway says. */
  readonly detail?: string;
  /** Seconds to wait before the next try. */
  readonly retryAfter?: number;
}

const keyMissing = 'This path needs a key in the header x-api-key; the request has none, or one that is not known.';

/** What API Gateway answers itself, before a function is called or after it broke. */
const problems: readonly Problem[] = [
  { id: 'Unauthorized', type: ResponseType.UNAUTHORIZED, status: 401, title: 'Unauthorized', detail: keyMissing },
  { id: 'InvalidApiKey', type: ResponseType.INVALID_API_KEY, status: 403, title: 'Forbidden', detail: keyMissing },
  { id: 'AccessDenied', type: ResponseType.ACCESS_DENIED, status: 403, title: 'Forbidden' },
  {
    id: 'NoSuchRoute',
    // API Gateway's name for a path or method that the API does not have.
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    title: 'Not Found',
    detail: 'There is no such path or method.',
  },
  {
    id: 'Throttled',
    type: ResponseType.THROTTLED,
    status: 429,
    title: 'Too Many Requests',
    detail: 'Requests come faster than the plan of this key allows.',
    retryAfter: 1,
  },
  {
    id: 'QuotaExceeded',
    type: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    title: 'Too Many Requests',
    detail: 'The quota of this key is used up.',
    retryAfter: 3_600,
  },
  {
    id: 'IntegrationFailure',
    type: ResponseType.INTEGRATION_FAILURE,
    status: 502,
    title: 'Bad Gateway',
    detail: 'The function behind this API failed.',
  },
  {
    id: 'IntegrationTimeout',
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    title: 'Gateway Timeout',
    detail: 'The function behind this API took too long.',
    retryAfter: 1,
  },
];

/** Makes every error that API Gateway itself answers a problem details document (RFC 9457), which pages of these origins may read. */
export function answerWithProblems(api: RestApi, allowedOrigins: readonly string[]): void {
  const headers = (retryAfter?: number): Record<string, string> => ({
    'Content-Type': "'application/problem+json'",
    ...(retryAfter !== undefined && { 'Retry-After': `'${retryAfter}'` }),
    ...crossOrigin(allowedOrigins),
  });
  for (const { id, type, status, title, detail, retryAfter } of problems)
    api.addGatewayResponse(id, {
      type,
      statusCode: String(status),
      templates: template({ title, status, ...(detail !== undefined && { detail }) }),
      responseHeaders: headers(retryAfter),
    });
  // Their status differs from case to case, and RFC 9457 lets it be absent.
  api.addGatewayResponse('Other4xx', {
    type: ResponseType.DEFAULT_4XX,
    templates: template({ title: 'Bad Request' }),
    responseHeaders: headers(),
  });
  api.addGatewayResponse('Other5xx', {
    type: ResponseType.DEFAULT_5XX,
    templates: template({ title: 'Internal Server Error' }),
    responseHeaders: headers(),
  });
}

/** They hold nothing that is secret, so whichever origin asks is named: API Gateway cannot choose. */
const crossOrigin = (allowed: readonly string[]): Record<string, string> =>
  allowed.length === 0
    ? {}
    : {
        'Access-Control-Allow-Origin': 'method.request.header.Origin',
        'Access-Control-Expose-Headers': "'Retry-After'",
      };

/** Without a detail of its own, a problem has API Gateway's message, which the variable gives with its quotes. */
function template(members: { title: string; status?: number; detail?: string }): Record<string, string> {
  const document = JSON.stringify({ type: 'about:blank', ...members });
  if (members.detail !== undefined) return { 'application/json': document };
  return { 'application/json': `${document.slice(0, -1)},"detail":$context.error.messageString}` };
}
