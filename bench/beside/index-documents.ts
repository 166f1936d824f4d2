import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';

/** Bulk requests with the documents of an index as our index function has written them, ready to be sent. */
export interface BulkBodies {
  readonly bodies: readonly Buffer[];
  readonly documents: number;
}

const documentsOfBody = 1_000;
const keepScroll = '2m';

const hit = z.object({
  _id: z.string(),
  _version: z.number(),
  _source: z.record(z.string(), z.unknown()),
  _routing: z.string().optional(),
});
const page = z.object({ _scroll_id: z.string(), hits: z.object({ hits: z.array(hit) }) });

/** Reads indices back, with the versions that their documents have. */
export async function bulkBodies(client: Client, indices: readonly string[]): Promise<BulkBodies> {
  const bodies: Buffer[] = [];
  let documents = 0;
  for (const index of indices)
    for await (const hits of pagesOf(client, index)) {
      documents += hits.length;
      bodies.push(Buffer.from(hits.map((each) => operationOf(index, each)).join('')));
    }
  return { bodies, documents };
}

async function* pagesOf(client: Client, index: string): AsyncGenerator<readonly z.infer<typeof hit>[]> {
  const ask = async (path: string, body: object) =>
    page.parse((await client.transport.request({ method: 'POST', path, body })).body);
  const first = { size: documentsOfBody, version: true, sort: ['_doc'] };
  let found = await ask(`/${index}/_search?scroll=${keepScroll}`, first);
  while (found.hits.hits.length > 0) {
    yield found.hits.hits;
    found = await ask('/_search/scroll', { scroll: keepScroll, scroll_id: found._scroll_id });
  }
  await client.transport.request({
    method: 'DELETE',
    path: '/_search/scroll',
    body: { scroll_id: [found._scroll_id] },
  });
}

function operationOf(index: string, { _id, _version, _source, _routing }: z.infer<typeof hit>): string {
  const routing = _routing === undefined ? {} : { routing: _routing };
  const action = { index: { _index: index, _id, version: _version, version_type: 'external_gte', ...routing } };
  return `${JSON.stringify(action)}\n${JSON.stringify(_source)}\n`;
}

const counted = z.array(z.object({ index: z.string(), 'docs.count': z.coerce.number() }));

/** How many documents each index has that is not one of OpenSearch's own. */
export async function documentCounts(client: Client): Promise<ReadonlyMap<string, number>> {
  await client.indices.refresh({ index: '*' });
  const { body } = await client.cat.indices({ format: 'json', h: ['index', 'docs.count'] });
  const rows = counted.parse(body).filter(({ index }) => !index.startsWith('.'));
  return new Map(rows.map((row) => [row.index, row['docs.count']]));
}

const definition = z.record(
  z.string(),
  z.object({
    aliases: z.record(z.string(), z.unknown()),
    mappings: z.record(z.string(), z.unknown()),
    settings: z.object({ index: z.looseObject({}) }),
  }),
);

/** What OpenSearch adds to an index by itself. */
const givenByOpenSearch = new Set(['uuid', 'creation_date', 'provided_name', 'version']);

/** Makes indices anew, empty, with the mapping, the settings and the aliases that they have. */
export async function emptyIndices(client: Client, indices: readonly string[]): Promise<void> {
  for (const index of indices) {
    const { aliases, mappings, settings } = definition.parse((await client.indices.get({ index })).body)[index] ?? {};
    const own = Object.entries(settings?.index ?? {}).filter(([name]) => !givenByOpenSearch.has(name));
    await client.indices.delete({ index });
    await client.transport.request({
      method: 'PUT',
      path: `/${index}`,
      body: { aliases, mappings, settings: { index: Object.fromEntries(own) } },
    });
  }
}
