import { errors } from '@opensearch-project/opensearch';
import { PlatformError } from '../errors/platform-error.ts';

/** 429 says that OpenSearch has too much to do, 5xx that it cannot do it now: both pass. */
export const isTemporary = (status: number): boolean => status === 429 || status >= 500;

/**
 * Anything that the client throws, as the platform's own error: opensearch_unavailable for what passes, opensearch_refused
 * for what does not. An index that is missing passes: whoever writes to it first makes it. `action` completes "cannot …".
 */
export function opensearchFailure(error: unknown, action: string): PlatformError {
  if (error instanceof PlatformError) return error;
  const passes =
    !(error instanceof errors.ResponseError) || isTemporary(error.statusCode ?? 500) || error.statusCode === 404;
  return new PlatformError(passes ? 'opensearch_unavailable' : 'opensearch_refused', `cannot ${action}`, {
    cause: error,
  });
}

/** Whether a failure of OpenSearch may go away by itself. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof PlatformError && error.code === 'opensearch_unavailable';
