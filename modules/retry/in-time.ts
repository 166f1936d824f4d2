import { PlatformError } from '../errors/platform-error.ts';

/**
 * What a promise resolves to, within so many milliseconds; later, `server_not_ready` names `what`. Whatever it does goes on:
 * only nobody waits for it any more.
 */
export async function inTime<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new PlatformError('server_not_ready', `${what} took longer than ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
    // Its own failure, when it comes after this one, has been told already.
    promise.catch(() => undefined);
  }
}
