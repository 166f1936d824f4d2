import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { indexBody } from '../../modules/opensearch/index-body.ts';
import { indexNames, indicesBehind, type IndexNames } from '../../modules/opensearch/indices.ts';
import { readAnew } from './read-anew.ts';
import { copyDocuments, createNext, listIndices, moveAlias } from './rebuild.ts';

const madeSchema = z.record(
  z.string(),
  z.object({ mappings: z.object({ _meta: z.object({ made_of: z.string() }).optional() }) }),
);

/** Those of these indices that are made of other settings or fields than this version makes the products of. */
async function othersOf(client: Client, indices: readonly string[]): Promise<string[]> {
  if (indices.length === 0) return [];
  const { body } = await client.indices.getMapping({ index: [...indices] });
  const { made_of: wanted } = indexBody('products').mappings._meta;
  return Object.entries(madeSchema.parse(body)).flatMap(([index, { mappings }]) =>
    mappings._meta?.made_of === wanted ? [] : [index],
  );
}

/** Whether the products are there, but not as this version makes them. Texts are cut into words when they are written. */
export const isOutdated = async (client: Client, names: IndexNames = indexNames): Promise<boolean> =>
  (await othersOf(client, await indicesBehind(client, names.products))).length > 0;

/**
 * Makes the index of the products anew from the documents that are there, as this version wants it and with what this version knows
 * of each product, and removes the former one.
 * Buyers find all of them all the time. Nobody may write meanwhile. One that broke off is continued.
 */
export async function renewProducts(
  client: Client,
  report: (line: string) => void,
  names: IndexNames = indexNames,
): Promise<void> {
  const former = await indicesBehind(client, names.products);
  const next = (await begun(client, names)) ?? (await createNext(client, 'products', names));
  for (const index of former) await copyDocuments(client, index, next, report);
  await readAnew(client, next, report);
  await moveAlias(client, { index: 'products', to: next, force: false }, report, names);
  await client.indices.delete({ index: former });
}

/** The index that an earlier attempt made and did not get to use. */
async function begun(client: Client, names: IndexNames): Promise<string | undefined> {
  const unused = (await listIndices(client, names)).filter(
    ({ index, aliases }) => aliases.length === 0 && index.startsWith(`${names.products}_v`),
  );
  const others = await othersOf(
    client,
    unused.map(({ index }) => index),
  );
  return unused.find(({ index }) => !others.includes(index))?.index;
}
