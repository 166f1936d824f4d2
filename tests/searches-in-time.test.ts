import type { Client } from '@opensearch-project/opensearch';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { countCategories } from '../functions/aggregate/count.ts';
import { findMiscounted } from '../functions/aggregate/miscounted.ts';
import { exportProducts } from '../functions/analytics/products.ts';
import { countEach } from '../functions/bans/trial/catalogue.ts';
import { readCategories } from '../functions/categories/read.ts';
import { opensearchReadings } from '../functions/metrics/opensearch.ts';
import { suggest } from '../functions/search/suggest/suggest.ts';
import { readUnderWay } from '../functions/sweep/kept.ts';
import { readPage } from '../functions/sweep/touched.ts';
import { readAnew } from '../local/indices/read-anew.ts';
import { readIndexFlow } from '../local/observe/flow.ts';
import { readCategoryPage } from '../modules/category-stats/category-page.ts';
import { findDocuments } from '../modules/opensearch/find-documents.ts';
import { indexNames } from '../modules/opensearch/indices.ts';
import { answeringOpenSearch } from './support/answering-opensearch.ts';
import { MemoryHdfs } from './support/memory-hdfs.ts';

/** An answer that has found nothing so far, to any search. */
const nothing = (timed_out: boolean): object => ({
  timed_out,
  pit_id: 'pit',
  hits: { total: { value: 0 }, hits: [] },
  aggregations: { categories: { buckets: [] }, newest: {}, reasons: { buckets: [] } },
  suggest: { spelling: [] },
});

/** Such an answer, also to a request for several searches. */
const once = (timedOut: boolean): object => ({ ...nothing(timedOut), responses: [nothing(timedOut)] });

const index = 'an_index';

test.each<[string, RegExp, (client: Client) => Promise<unknown>]>([
  ['the figures of categories', /_search/u, (client) => countCategories(client, index, ['Часы'])],
  ['the categories that there are', /_search/u, (client) => readCategoryPage(client, index, undefined)],
  ['how many products categories have', /filtered_products\/_search/u, (client) => findMiscounted(client, indexNames)],
  ['how many they are said to have', /category_stats\/_search/u, (client) => findMiscounted(client, indexNames)],
  ['documents of any kind', /_search/u, (client) => findDocuments(client, index, {}, z.object({}))],
  ['the list of categories', /_search/u, (client) => readCategories(client, index, { limit: 5, sort: 'count' })],
  ['the products of a sweep', /_search/u, (client) => readPage(client, index, { query: {}, after: undefined })],
  ['the sweeps under way', /_search/u, (client) => readUnderWay({ client, names: indexNames })],
  ['products to read anew', /_search/u, (client) => readAnew(client, index, () => undefined)],
  ['how many products rules find', /_msearch/u, (client) => countEach({ client, index }, [{}], 10)],
])('who asks for %s takes nothing that OpenSearch had when its time was up', async (_, late, ask) => {
  await ask(await answeringOpenSearch(() => once(false)));
  await expect(ask(await answeringOpenSearch((path) => once(late.test(path))))).rejects.toMatchObject({
    code: 'opensearch_unavailable',
  });
});

/** Suggests from an OpenSearch that answers so to the searches of one request after the other: out of time, or in time. */
async function suggested(...requests: readonly (readonly boolean[])[]): Promise<unknown> {
  const left = [...requests];
  const client = await answeringOpenSearch(() => ({ responses: left.shift()?.map(nothing) }));
  return suggest(client, index, { q: 'часы', limit: 5 });
}

test.each([
  ['the beginnings of names', [true], [false, false]],
  ['spellings', [false], [true, false]],
  ['another layout', [false], [false, true]],
])('suggestions take no answer out of time about %s', async (_, first, second) => {
  await expect(suggested([false], [false, false])).resolves.toMatchObject({ products: [] });
  await expect(suggested(first, second)).rejects.toMatchObject({ code: 'opensearch_unavailable' });
});

test.each(['newest change', 'rejected products', 'categories', 'searches'])(
  'monitoring takes no figure of the %s from an answer out of time',
  async (what) => {
    const read = async (timedOut: boolean) => {
      const client = await answeringOpenSearch(() => nothing(timedOut));
      const readings = opensearchReadings({ client, names: indexNames, now: Date.now });
      return readings.find((reading) => reading.what === what)?.read();
    };
    await expect(read(false)).resolves.toBeDefined();
    await expect(read(true)).rejects.toThrow('timed_out');
  },
);

test.each(['filtered_products', 'rejected_products'])(
  'who is shown the flow sees no figure of %s from an answer out of time',
  async (alias) => {
    await readIndexFlow(await answeringOpenSearch(() => nothing(false)));
    const late = await answeringOpenSearch((path) => nothing(path === `/${alias}/_search`));
    await expect(readIndexFlow(late)).rejects.toThrow('timed_out');
  },
);

test('an export of products that meets an answer out of time asks for that page again', async () => {
  const product = {
    product_id: 'p1',
    category: 'Часы',
    price: { currency: 'RUB' },
    price_minor: 199_000,
    in_stock: true,
    version: 1,
  };
  const full = { timed_out: false, pit_id: 'pit', hits: { hits: [{ _source: product, sort: [1] }] } };
  const pages = [nothing(true), full, nothing(false)];
  const client = await answeringOpenSearch((path) => (path === '/_search' ? pages.shift() : nothing(false)));
  expect(await exportProducts(client, index, new MemoryHdfs().client(), '/export')).toEqual(['/export/part-0.parquet']);
});
