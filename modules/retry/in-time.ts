import { PlatformError, type ErrorCode } from '../errors/platform-error.ts';

/**
 * What a promise resolves to, within so many milliseconds; after that it rejects with `code` and names `what`. Whatever the
 * promise stands for goes on: it is only no longer waited for.
 */
export async function inTime<T>(
  promise: Promise<T>,
  milliseconds: number,
  what: string,
  code: ErrorCode = 'server_not_ready',
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new PlatformError(code, `${what} took longer than ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
    // Should it fail later, that has been told already.
    promise.catch(() => undefined);
  }
}
