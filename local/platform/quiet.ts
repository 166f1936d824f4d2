import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from '../../modules/kafka/library.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import type { Instance } from '../instance/instance.ts';
import { withAdmin } from '../kafka/client.ts';
import { look, readKafkaFlow, type GroupLag, type Seen } from '../observe/flow.ts';
import { withOpenSearch } from './clients.ts';

const lookEvery = 300;
/** A record that one function passes on reaches the next one's topic before the first has committed it. */
const quietLooks = 2;

/** What one waits for. */
export interface Settling {
  /** Whether the archive, which lets records wait on purpose to write fewer files, must have written all of them. */
  readonly archived?: boolean;
  /** Gets how many records are still to be processed. */
  readonly report?: (lag: number) => void;
}

/**
 * Waits until every function has processed every record that is there: the lag of all groups is zero, twice in a row.
 * A look that fails, as while a group changes its coordinator, is repeated. Rejects when for `timeoutMs` milliseconds no fewer records
 * were left than before, naming who is behind or why nothing could be seen.
 */
async function waitUntilQuiet(admin: Admin, timeoutMs: number, { archived, report }: Settling): Promise<void> {
  let quiet = 0;
  let last: Seen<readonly GroupLag[]> | undefined;
  let least = Infinity;
  for (let deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(lookEvery)) {
    last = await look(async () => (await readKafkaFlow(admin)).lags.filter(isWaitedFor));
    const left = last.ok ? total(last.value) : undefined;
    if (left !== undefined) report?.(left);
    quiet = left === 0 ? quiet + 1 : 0;
    if (quiet === quietLooks) return;
    if (left !== undefined && left > 0 && left < least) {
      least = left;
      deadline = Date.now() + timeoutMs;
    }
  }
  const why = last?.ok === true ? behindOf(last.value) : last?.error;
  throw new PlatformError(
    'server_not_ready',
    `functions are still behind after ${timeoutMs / 1_000} s without progress: ${why}`,
  );

  function isWaitedFor({ functionName }: GroupLag): boolean {
    return archived === true || functionName !== 'archive';
  }
}

/** Waits until every function has processed everything that is there, and the indices show it. */
export async function settleFlow(instance: Instance, timeoutMs: number, settling: Settling = {}): Promise<void> {
  await withAdmin(instance, (admin) => waitUntilQuiet(admin, timeoutMs, settling));
  await withOpenSearch(instance, (client) => client.indices.refresh({ index: Object.values(indexNames) }));
}

const total = (lags: readonly GroupLag[]): number => lags.reduce((sum, { lag }) => sum + lag, 0);

const behindOf = (lags: readonly GroupLag[]): string =>
  lags
    .filter(({ lag }) => lag > 0)
    .map(({ group, lag }) => `${group} (${lag})`)
    .join(', ');
