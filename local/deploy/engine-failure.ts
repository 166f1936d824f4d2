import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { notRunning, type Instance } from '../instance/instance.ts';

/** Bounds of every call to the engine, for AWS SDK clients. Milliseconds. */
export const engineCallBounds = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
};

/** What a call to an instance's engine threw, as the platform's own error. `action` completes "cannot …". */
export function engineFailure(instance: Instance, error: unknown, action: string): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return notRunning(instance);
  return new PlatformError('engine_unavailable', `cannot ${action}: ${describeError(error)}`, { cause: error });
}
