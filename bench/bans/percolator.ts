import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { BanRule } from '../../modules/bans/rule.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { madeProducts, type MadeProduct } from './made.ts';

export interface Percolated {
  readonly products_per_second: number;
  readonly matched_share: number;
}

const batchSize = 200;
const rulesOfBulk = 2_000;
/** Requests that are under way at once: a node here has two cores. */
const concurrency = 2;
/** A long list takes seconds a batch: no more are begun after so long. */
const longestMs = 60_000;
const requestTimeoutMs = 120_000;
/** OpenSearch answers with no more hits. */
const mostHits = 10_000;

const fold = { type: 'custom', filter: ['lowercase'] };
const russian = { type: 'text', analyzer: 'russian' };
const exact = { type: 'keyword', normalizer: 'fold' };

const definition = {
  settings: {
    number_of_shards: 1,
    number_of_replicas: 0,
    analysis: { normalizer: { fold } },
  },
  mappings: {
    dynamic: false,
    properties: {
      query: { type: 'percolator' },
      name: russian,
      description: russian,
      tags: russian,
      brand: exact,
      category: exact,
      sku: exact,
      store_id: exact,
    },
  },
};

/** Judges the same products by the same rules in OpenSearch, where each rule is a query that finds the products it bans. */
export async function measurePercolator(
  instance: Instance,
  rules: readonly BanRule[],
  products: number,
): Promise<Percolated> {
  await using client = opensearchOf(instance);
  const index = `bench-percolator-${process.pid}`;
  try {
    await client.transport.request({ method: 'PUT', path: `/${index}`, body: definition });
    await addRules(client, index, rules);
    const made = madeProducts(rules);
    await percolate(client, index, take(made, batchSize));
    return await percolateAll(client, index, made, products);
  } finally {
    await client.indices.delete({ index, ignore_unavailable: true });
  }
}

async function addRules(client: Client, index: string, rules: readonly BanRule[]): Promise<void> {
  for (let from = 0; from < rules.length; from += rulesOfBulk) {
    const body = rules.slice(from, from + rulesOfBulk).flatMap((rule) => [{ index: {} }, { query: queryOf(rule) }]);
    await client.bulk({ index, body }, { requestTimeout: requestTimeoutMs });
  }
  await client.indices.forcemerge({ index, max_num_segments: 1 }, { requestTimeout: requestTimeoutMs });
  await client.indices.refresh({ index });
}

function queryOf(rule: BanRule): object {
  if (rule.kind === 'phrase')
    return { bool: { should: rule.fields.map((field) => ({ match_phrase: { [field]: rule.value } })) } };
  return { term: { [rule.kind === 'store' ? 'store_id' : rule.kind]: rule.value } };
}

async function percolateAll(
  client: Client,
  index: string,
  made: Generator<MadeProduct, never>,
  products: number,
): Promise<Percolated> {
  let judged = 0;
  let matched = 0;
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (judged < products && performance.now() - startedAt < longestMs) {
      const batch = take(made, batchSize);
      judged += batch.length;
      const found = await percolate(client, index, batch);
      matched += found;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { products_per_second: judged / seconds, matched_share: matched / judged };
}

const take = (made: Generator<MadeProduct, never>, count: number): MadeProduct[] =>
  Array.from({ length: count }, () => made.next().value);

const answer = z.object({
  hits: z.object({ hits: z.array(z.object({ fields: z.object({ _percolator_document_slot: z.array(z.int()) }) })) }),
});

/** How many of these products a rule matches. */
async function percolate(client: Client, index: string, documents: MadeProduct[]): Promise<number> {
  const query = { constant_score: { filter: { percolate: { field: 'query', documents } } } };
  const { body } = await client.search(
    { index, body: { query, size: mostHits, _source: false, track_total_hits: false } },
    { requestTimeout: requestTimeoutMs },
  );
  const slots = answer.parse(body).hits.hits.flatMap(({ fields }) => fields._percolator_document_slot);
  return new Set(slots).size;
}
