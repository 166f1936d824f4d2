import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { sweepSchema, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';

/** What is kept of sweeps, for those who ask how far they are and for what has to go on after a crash. */
export interface KeptSweeps {
  readonly client: Client;
  readonly names: IndexNames;
}

/** The latest steps of these sweeps that are known. */
export async function readSteps({ client, names }: KeptSweeps, ids: readonly string[]): Promise<Map<string, number>> {
  const schema = sweepSchema.pick({ step: true });
  const found = await readDocuments(client, { index: names.banSweeps, ids, fields: ['step'], schema });
  return new Map(Array.from(found, ([id, { source }]) => [id, source.step] as const));
}

/** Of two writers the one that is further wins. */
export const writeSweep = (kept: KeptSweeps, sweep: Sweep): Promise<void> =>
  write(kept, sweep.sweep_id, sweep.step, sweep);

async function write({ client, names }: KeptSweeps, id: string, version: number, document: object): Promise<void> {
  const operation = { action: 'index', index: 'banSweeps', id, version, document: JSON.stringify(document) } as const;
  const { refused } = await writeBulk(client, names, [operation]);
  if (refused[0] !== undefined) throw new PlatformError('opensearch_refused', refused[0].reason.message);
}

const hitsSchema = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: sweepSchema })) }),
});

/** When the list was looked at last, epoch milliseconds; kept beside the sweeps. */
const watchedSchema = z.object({ watched_at: z.number().optional() });
const watchedId = 'watched';

export async function readWatched({ client, names }: KeptSweeps): Promise<number | undefined> {
  const found = await readDocuments(client, { index: names.banSweeps, ids: [watchedId], schema: watchedSchema });
  return found.get(watchedId)?.source.watched_at;
}

export const writeWatched = (kept: KeptSweeps, at: number): Promise<void> =>
  write(kept, watchedId, at, { watched_at: at });

/** More than ever run at once. */
const most = 1_000;

const underWay = { terms: { state: ['running', 'settling'] } };

/** Sweeps that are not over. */
export const readUnderWay = (kept: KeptSweeps): Promise<Sweep[]> => search(kept, { bool: { filter: [underWay] } });

/** Sweeps of the whole catalogue for changes of the list that are not over. */
export const readOfCatalogue = (kept: KeptSweeps): Promise<Sweep[]> =>
  search(kept, {
    bool: { filter: [underWay, { exists: { field: 'to_version' } }], must_not: [{ exists: { field: 'rule_ids' } }] },
  });

async function search({ client, names }: KeptSweeps, query: object): Promise<Sweep[]> {
  try {
    await client.indices.refresh({ index: names.banSweeps });
    const { body } = await client.search({ index: names.banSweeps, body: { size: most, query } });
    return hitsSchema.parse(body).hits.hits.map(({ _source }) => _source);
  } catch (error) {
    throw opensearchFailure(error, 'read the sweeps that are under way');
  }
}
