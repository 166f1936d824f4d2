import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { opensearchFailure } from '../../../modules/opensearch/failure.ts';
import type { Log } from '../../../modules/logging/log.ts';

/** Milliseconds after which a holder counts as dead: longer than any request lasts. */
const leaseMs = 30_000;
const pauseMs = 100;
/** Of each call to OpenSearch: several may be needed while a moderator waits. */
const bounds = { requestTimeout: 2_000 };
/** The one document: a change is about the list as a whole. */
const id = 'list';

const holdingSchema = z.object({ token: z.string(), owner: z.string(), expires_at: z.number() });
type Holding = z.infer<typeof holdingSchema>;

/** Where a document stands: a write that names it fails when somebody else has written since. */
interface Place {
  readonly if_seq_no: number;
  readonly if_primary_term: number;
}

const placeSchema = z.object({ _seq_no: z.number(), _primary_term: z.number() });
const foundSchema = placeSchema.extend({ _source: holdingSchema });

interface LockOptions {
  readonly client: Client;
  readonly index: string;
  readonly log: Log;
  /** Who will hold it, as others are told. */
  readonly owner: string;
  /** How long others are waited for, in milliseconds. */
  readonly waitMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** The right to change the ban list, held until it is released or its time is over. */
export interface BanLock {
  /** Throws opensearch_unavailable when its time is over, as after a sandbox was frozen. */
  check(): void;
  /** Never rejects: what cannot be released runs out. */
  release(): Promise<void>;
}

/** Takes the right to change the ban list, or tells who has it. Throws opensearch_unavailable or opensearch_refused. */
export async function acquireLock(options: LockOptions): Promise<BanLock | { readonly heldBy: string }> {
  const { now, waitMs, owner, newId } = options;
  const giveUpAt = now() + waitMs;
  const token = newId();
  for (;;) {
    const mine = { token, owner, expires_at: now() + leaseMs };
    const created = await write(options, mine, { op_type: 'create' });
    if (created !== undefined) return heldLock(options, mine, created);
    const held = await read(options);
    if (held === undefined) continue;
    // The answer to an earlier attempt was lost.
    if (held.holding.token === token) return heldLock(options, held.holding, held.place);
    if (held.holding.expires_at <= now()) {
      const taken = await write(options, mine, held.place);
      if (taken !== undefined) return heldLock(options, mine, taken);
    }
    if (now() + pauseMs > giveUpAt) return { heldBy: held.holding.owner };
    await sleep(pauseMs * (0.5 + Math.random()));
  }
}

/** Undefined when somebody else was faster. An index that is not there yet is not made by the way: it would have no mapping. */
async function write(
  { client, index }: LockOptions,
  holding: Holding,
  condition: Place | { readonly op_type: 'create' },
): Promise<Place | undefined> {
  try {
    const { body } = await client.index({ index, id, body: holding, require_alias: true, ...condition }, bounds);
    return placeOf(placeSchema.parse(body));
  } catch (error) {
    if (isStatus(error, 409)) return undefined;
    throw opensearchFailure(error, `write the lock in ${index}`);
  }
}

const absentSchema = z.object({ found: z.literal(false) });

async function read({ client, index }: LockOptions): Promise<{ holding: Holding; place: Place } | undefined> {
  try {
    const found = foundSchema.parse((await client.get({ index, id }, bounds)).body);
    return { holding: found._source, place: placeOf(found) };
  } catch (error) {
    if (error instanceof errors.ResponseError && absentSchema.safeParse(error.body).success) return undefined;
    throw opensearchFailure(error, `read the lock in ${index}`);
  }
}

function heldLock(options: LockOptions, { expires_at }: Holding, place: Place): BanLock {
  const { client, index, log, now } = options;
  return {
    check() {
      if (now() >= expires_at) throw new PlatformError('opensearch_unavailable', 'the lock of the ban list ran out');
    },
    async release() {
      try {
        await client.delete({ index, id, ...place }, { requestTimeout: 1_000, maxRetries: 0 });
      } catch (error) {
        if (!isStatus(error, 404) && !isStatus(error, 409))
          log.warn('the lock of the ban list could not be released: it runs out', { lease_ms: leaseMs });
      }
    },
  };
}

const placeOf = ({ _seq_no, _primary_term }: z.infer<typeof placeSchema>): Place => ({
  if_seq_no: _seq_no,
  if_primary_term: _primary_term,
});

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof errors.ResponseError && error.statusCode === status;
