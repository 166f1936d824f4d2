import { PlatformError, type ErrorCode } from '../errors/platform-error.ts';

export interface InvalidParameter {
  readonly parameter: string;
  readonly detail: string;
}

/** A problem details document, https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Every parameter that is wrong, not only the first. */
  readonly errors?: readonly InvalidParameter[];
  /** Extension members: what a program can act upon. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Seconds until another try makes sense; becomes a header. */
  readonly retryAfter?: number;
  /** The methods that the path has; becomes the header Allow. */
  readonly allow?: string;
}

export const invalidParameters = (errors: readonly InvalidParameter[]): Problem => ({
  status: 400,
  title: 'Bad Request',
  detail: errors.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
  errors,
});

export const notFound = (detail: string): Problem => ({ status: 404, title: 'Not Found', detail });

/** A path asked by a method that it does not have. `methods`: those that it has. HEAD goes where GET does. */
export function methodNotAllowed(methods: readonly string[]): Problem {
  const allow = allowed(methods);
  return { status: 405, title: 'Method Not Allowed', detail: `This path takes ${allow}.`, allow };
}

/** The header Allow of a path with these methods. */
export const allowed = (methods: readonly string[]): string =>
  [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ');

/** Failures that another try in a few seconds may not meet. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'opensearch_unavailable',
  'kafka_unavailable',
  'ban_list_unreadable',
  'secret_unavailable',
]);

/** What the client learns of a failure: whether it passes, and nothing about the inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof PlatformError && passing.has(error.code))
    return {
      status: 503,
      title: 'Service Unavailable',
      detail: 'The marketplace cannot answer at the moment.',
      retryAfter: 5,
    };
  return { status: 500, title: 'Internal Server Error', detail: 'The request failed for a reason of the marketplace.' };
}
