import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import {
  indexNames,
  indicesBehind,
  showProducts,
  viewNames,
  type IndexNames,
} from '../../modules/opensearch/indices.ts';
import { consumerGroup } from '../../modules/platform/access.ts';
import type { Instance } from '../instance/instance.ts';
import { withAdmin } from '../kafka/client.ts';
import { readLag } from '../observe/flow.ts';
import { withOpenSearch } from './clients.ts';

// Earlier releases kept a product in one of three indices. The index function fills the one of today from its topic; when it
// is through, the names that people search by move there, and the indices of old go.

const group = consumerGroup('index', 'filtered_products');
const lookEveryMs = 500;
/** Milliseconds without any progress after which something else is wrong. */
const stallTimeoutMs = 120_000;

/** The indices of the former layout that still answer, by what they hold. */
export interface FormerIndices {
  readonly filtered: readonly string[];
  readonly rejected: readonly string[];
  readonly withdrawn: readonly string[];
}

/** `withdrawn`: the alias that the former layout had for them. */
export async function findFormerIndices(
  client: Client,
  names: IndexNames = indexNames,
  withdrawn = 'withdrawn_products',
): Promise<FormerIndices | undefined> {
  const present = await indicesBehind(client, names.products);
  const others = async (alias: string): Promise<string[]> =>
    (await indicesBehind(client, alias)).filter((index) => !present.includes(index));
  const former = {
    filtered: await others(names.filteredProducts),
    rejected: await others(names.rejectedProducts),
    withdrawn: await others(withdrawn),
  };
  return Object.values(former).some((indices) => indices.length > 0) ? former : undefined;
}

/** Brings an instance of the former layout up to date; resolves with whether it was one. `report` is told what goes on. */
export async function replaceFormerIndices(instance: Instance, report: (line: string) => void): Promise<boolean> {
  return withOpenSearch(instance, async (client) => {
    const former = await findFormerIndices(client);
    if (former === undefined) return false;
    await untilFilled(instance, report);
    report('reasons of rejections');
    await replaceFormer(client, indexNames, former);
    return true;
  });
}

/** Takes over what no topic tells any more, and moves the names. */
export async function replaceFormer(client: Client, names: IndexNames, former: FormerIndices): Promise<void> {
  for (const index of former.rejected) await takeOver(client, names, index, rejectedFrom);
  for (const index of former.withdrawn) await takeOver(client, names, index, withdrawnFrom);
  await client.indices.refresh({ index: names.products });
  await showProducts(client, names, viewNames, Object.values(former).flat());
}

async function untilFilled(instance: Instance, report: (line: string) => void): Promise<void> {
  await withAdmin(instance, async (admin) => {
    let least = Number.POSITIVE_INFINITY;
    for (let changedAt = performance.now(); ; await pause(lookEveryMs)) {
      const ends = await admin.fetchTopicOffsets('filtered_products');
      const lag = await readLag(admin, { group, topic: 'filtered_products' }, ends);
      if (lag === 0) return;
      report(`${lag} decisions are still to be indexed`);
      if (lag < least) changedAt = performance.now();
      least = Math.min(least, lag);
      if (performance.now() - changedAt > stallTimeoutMs)
        throw new PlatformError(
          'server_not_ready',
          `${group} stands still, ${lag} records behind: see the log of the index function`,
        );
    }
  });
}

const formerSchema = z.looseObject({
  product_id: z.string(),
  version: z.number(),
  ban_list_version: z.number().default(0),
  product: z.unknown().optional(),
});
type Former = z.infer<typeof formerSchema>;

const presentSchema = z.object({ state: z.string(), reasons: z.array(z.unknown()).optional() });
/** What the new index has of a product already. */
type Present = z.infer<typeof presentSchema> & { readonly version: number };

/** A rejection holds unless the topic tells a later decision; one that it tells without its reasons gets them. */
const rejectedFrom = (former: Former, present: Present | undefined): object | undefined =>
  present === undefined ||
  (present.state === 'rejected' && present.reasons?.length === 0 && present.version <= former.version)
    ? { ...former, state: 'rejected', shop_json: JSON.stringify(former.product) }
    : undefined;

const withdrawnFrom = (former: Former, present: Present | undefined): object | undefined =>
  present === undefined ? { ...former, state: 'withdrawn', withdrawn_at: Date.now() } : undefined;

async function takeOver(
  client: Client,
  names: IndexNames,
  from: string,
  documentOf: (former: Former, present: Present | undefined) => object | undefined,
): Promise<void> {
  const pages = client.helpers.scrollSearch({
    index: from,
    scroll: '1m',
    size: 1_000,
    body: { query: { match_all: {} } },
  });
  for await (const { documents } of pages) {
    const page = z.array(formerSchema).parse(documents);
    const ids = page.map(({ product_id }) => product_id);
    const found = await readDocuments(client, {
      index: names.products,
      ids,
      fields: Object.keys(presentSchema.shape),
      schema: presentSchema,
    });
    const operations = page.flatMap((former) => {
      const present = found.get(former.product_id);
      const document = documentOf(former, present && { ...present.source, version: present.version });
      if (document === undefined) return [];
      const { product_id: id, version } = former;
      return [
        { action: 'index' as const, index: 'products' as const, id, version, document: JSON.stringify(document) },
      ];
    });
    await writeBulk(client, names, operations);
  }
}
