import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { readKafkaFlow, type GroupLag } from '../observe/flow.ts';

const lookEvery = 300;
/** A record that one function passes on reaches the next one's topic before the first has committed it. */
const quietLooks = 2;

/**
 * Waits until every function has processed every record that is there: the lag of all groups is zero, twice in a row.
 * Rejects after `within` milliseconds, naming who is behind.
 */
export async function waitUntilQuiet(admin: Admin, within: number, report: (lag: number) => void): Promise<void> {
  let quiet = 0;
  let behind: readonly GroupLag[] = [];
  for (const deadline = Date.now() + within; Date.now() < deadline; await pause(lookEvery)) {
    behind = (await readKafkaFlow(admin)).lags.filter(({ lag }) => lag > 0);
    report(behind.reduce((total, { lag }) => total + lag, 0));
    quiet = behind.length === 0 ? quiet + 1 : 0;
    if (quiet === quietLooks) return;
  }
  const who = behind.map(({ group, lag }) => `${group} (${lag})`).join(', ');
  throw new PlatformError('server_not_ready', `functions are still behind after ${within / 1_000} s: ${who}`);
}
