import { setTimeout as pause } from 'node:timers/promises';
import { sweepSchema, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { callApi, RefusedRequest, type Api } from '../client-api/call.ts';
import { ProgressLine, type Screen } from '../command-line/progress-line.ts';
import { progressOfSweep } from './sweep-text.ts';

/** How long is waited, milliseconds. */
export interface Patience {
  readonly lookEvery: number;
  /** Without any progress. */
  readonly standstill: number;
}

const patience: Patience = { lookEvery: 1_000, standstill: 300_000 };

const goesOn = 'the change stands, and its sweep goes on by itself: npm run bans -- status --watch';

/** Shows on a screen how far the sweep of a version is until it is done. Throws when the signal comes first, or nothing moves for long. */
export async function awaitSweep(
  api: Api,
  version: number,
  screen: Screen,
  signal: AbortSignal,
  { lookEvery, standstill }: Patience = patience,
): Promise<void> {
  const line = new ProgressLine(screen, -Infinity);
  let movedAt = performance.now();
  let last: Sweep | undefined;
  let failure = 'it has not begun';
  let shown = '';
  while (!signal.aborted) {
    const seen = await lookAt(api, version);
    const now = performance.now();
    if (seen instanceof PlatformError) failure = describeError(seen);
    else if (seen !== undefined && seen.step !== last?.step) {
      [last, movedAt, failure] = [seen, now, 'nothing moves'];
    }
    const text = last === undefined ? `waiting for the sweep of version ${version} to begin` : progressOfSweep(last);
    if (last?.state === 'done') {
      line.clear();
      screen.write(`${text}\n`);
      return;
    }
    if (text !== shown) line.show(() => (shown = text), now);
    if (now - movedAt > standstill) {
      line.clear();
      throw new PlatformError('server_not_ready', `the sweep cannot be waited for: ${failure}; ${goesOn}`);
    }
    await pause(lookEvery, undefined, { signal }).catch(() => undefined);
  }
  line.clear();
  throw new PlatformError('server_not_ready', `not waited for any longer; ${goesOn}`);
}

/** The sweep of a version, why it cannot be seen, or undefined before it has begun. */
const lookAt = (api: Api, version: number): Promise<Sweep | PlatformError | undefined> =>
  callApi(api, `/bans/sweeps/${version}`, {}, sweepSchema).catch((error: unknown) => {
    if (error instanceof RefusedRequest && error.status === 404) return undefined;
    if (error instanceof PlatformError) return error;
    throw error;
  });
