import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { entriesOf } from '../../modules/objects/entries.ts';
import { isView, viewNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { readCategories } from './categories.ts';
import type { Reading } from './collect.ts';
import type { Sample } from './samples.ts';
import type { SearchedIndices } from './searched-indices.ts';

const maxRules = 20;

/** What is read from OpenSearch. An index that was not made yet has no samples. */
export const opensearchReadings = (indices: SearchedIndices): readonly Reading[] => [
  { system: 'opensearch', what: 'health', read: () => readHealth(indices) },
  { system: 'opensearch', what: 'sizes of indices', read: () => readSizes(indices) },
  { system: 'opensearch', what: 'products by state', read: () => readViews(indices) },
  { system: 'opensearch', what: 'newest change', read: () => readNewestChange(indices) },
  { system: 'opensearch', what: 'rejected products', read: () => readRejected(indices) },
  { system: 'opensearch', what: 'categories', read: () => readCategories(indices) },
  { system: 'opensearch', what: 'searches', read: () => readSearches(indices) },
];

const statuses = ['green', 'yellow', 'red'] as const;
const healthSchema = z.object({ status: z.enum(statuses) });

async function readHealth({ client }: SearchedIndices): Promise<Sample[]> {
  const { status } = healthSchema.parse((await client.cluster.health()).body);
  return statuses.map((each): Sample => ({
    name: 'marketplace_opensearch_status',
    labels: { status: each },
    value: each === status ? 1 : 0,
  }));
}

const statsSchema = z.object({
  indices: z
    .record(
      z.string(),
      z.object({
        primaries: z.object({
          docs: z.object({ count: z.number() }).optional(),
          store: z.object({ size_in_bytes: z.number() }).optional(),
        }),
      }),
    )
    .default({}),
});

/** By the alias that everyone uses; while an index is rebuilt under another version, both count. */
async function readSizes({ client, names }: SearchedIndices): Promise<Sample[]> {
  const aliases = entriesOf<keyof IndexNames, string>(names).flatMap(([name, alias]) => (isView(name) ? [] : [alias]));
  const { body } = await client.transport.request({
    method: 'GET',
    path: `/${aliases.join(',')}/_stats/docs,store`,
    querystring: { ignore_unavailable: true },
  });
  const indices = Object.entries(statsSchema.parse(body).indices);
  return aliases.flatMap((alias): Sample[] => {
    const own = indices.filter(([name]) => name.replace(/_v\d+$/u, '') === alias).map(([, { primaries }]) => primaries);
    if (own.length === 0) return [];
    const labels = { index: alias };
    const documents = own.reduce((sum, { docs }) => sum + (docs?.count ?? 0), 0);
    const bytes = own.reduce((sum, { store }) => sum + (store?.size_in_bytes ?? 0), 0);
    return [
      { name: 'marketplace_index_documents', labels, value: documents },
      { name: 'marketplace_index_size_bytes', labels, value: bytes },
    ];
  });
}

const countSchema = z.object({ count: z.number() });

/** Views are no indices of their own, but people ask how many products are in each. */
async function readViews({ client, names }: SearchedIndices): Promise<Sample[]> {
  return Promise.all(
    viewNames.map(async (view): Promise<Sample> => {
      const { body } = await client.count({ index: names[view], ignore_unavailable: true });
      const { count: value } = countSchema.parse(body);
      return { name: 'marketplace_index_documents', labels: { index: names[view] }, value };
    }),
  );
}

const newestSchema = z.object({ newest: z.object({ value: z.number().nullish() }).optional() });

async function readNewestChange({ client, names, now }: SearchedIndices): Promise<Sample[]> {
  const { newest } = newestSchema.parse(
    await aggregate(client, names.filteredProducts, { newest: { max: { field: 'version' } } }),
  );
  if (newest?.value === undefined || newest.value === null) return [];
  return [
    { name: 'marketplace_newest_change_timestamp_seconds', value: newest.value / 1_000 },
    { name: 'marketplace_freshness_seconds', value: Math.max(0, now() - newest.value) / 1_000 },
  ];
}

const rulesSchema = z.object({
  rules: z
    .object({
      sum_other_doc_count: z.number(),
      buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })),
    })
    .default({ sum_other_doc_count: 0, buckets: [] }),
});

async function readRejected({ client, names }: SearchedIndices): Promise<Sample[]> {
  const { rules } = rulesSchema.parse(
    await aggregate(client, names.rejectedProducts, {
      rules: { terms: { field: 'reasons.rule_id', size: maxRules } },
    }),
  );
  const counts = [...rules.buckets, { key: 'other', doc_count: rules.sum_other_doc_count }];
  return counts.map(({ key, doc_count: value }) => ({
    name: 'marketplace_rejected_products',
    labels: { rule: key },
    value,
  }));
}

const searchesSchema = z.object({
  searches: z
    .object({ doc_count: z.number(), without_results: z.object({ doc_count: z.number() }) })
    .default({ doc_count: 0, without_results: { doc_count: 0 } }),
});

/** What buyers did has an action, what they searched for has none. */
async function readSearches({ client, names }: SearchedIndices): Promise<Sample[]> {
  const { searches } = searchesSchema.parse(
    await aggregate(client, names.clientQueries, {
      searches: {
        filter: { bool: { must_not: { exists: { field: 'action_name' } } } },
        aggs: { without_results: { filter: { term: { 'query_attributes.total': 0 } } } },
      },
    }),
  );
  return [
    { name: 'marketplace_searches', value: searches.doc_count },
    { name: 'marketplace_searches_without_results', value: searches.without_results.doc_count },
  ];
}

const answerSchema = z.object({
  aggregations: z.record(z.string(), z.unknown()).default({}),
});

async function aggregate(client: Client, index: string, aggs: object): Promise<unknown> {
  const { body } = await client.transport.request({
    method: 'POST',
    path: `/${index}/_search`,
    querystring: { ignore_unavailable: true },
    body: { size: 0, track_total_hits: false, aggs },
  });
  return answerSchema.parse(body).aggregations;
}
