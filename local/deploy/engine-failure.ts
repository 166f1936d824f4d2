import { describeError, PlatformError } from '../../functions/errors/platform-error.ts';
import { defaultInstanceName, type Instance } from '../instance/instance.ts';

/** Bounds of every call to the engine, for AWS SDK clients. Milliseconds. */
export const engineCallBounds = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
};

/** What a call to an instance's engine threw, as the platform's own error. `action` completes "cannot …". */
export function engineFailure(instance: Instance, error: unknown, action: string): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
    return new PlatformError(
      'not_running',
      `instance "${instance.name}" is not running; start it with: ${startOf(instance)}`,
    );
  return new PlatformError('engine_unavailable', `cannot ${action}: ${describeError(error)}`, { cause: error });
}

function startOf({ name, portOffset }: Instance): string {
  if (name === defaultInstanceName && portOffset === 0) return 'npm start';
  return `npm start -- --instance ${name} --port-offset ${portOffset}`;
}
