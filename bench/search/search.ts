import { loadavg } from 'node:os';
import type { Client } from '@opensearch-project/opensearch';
import { productAt } from '../../local/catalogue/product.ts';
import type { Api } from '../../local/client-api/call.ts';
import { buyersApi } from '../../local/client-api/deployed-api.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { parseProduct, type Product } from '../../modules/product/product.ts';
import { onInstance } from '../measure/instance.ts';
import { spread } from '../measure/spread.ts';
import { createProducts, writeProducts } from '../measure/write-products.ts';
import { readJudgedSet } from '../relevance/judged/judged-set.ts';
import { searchesOf, sendBare } from './bare.ts';
import { renderLatencies, type Latency } from './render.ts';
import { askApi, askFunction, searchFunction, timed, type Request } from './requests.ts';
import { searchTexts, seed, typedTexts } from './texts.ts';

export interface BenchSearchOptions {
  readonly products: number;
  readonly rounds: number;
  readonly together: number;
  readonly instance?: string;
  readonly json?: true;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const batchSize = 1_000;

/**
 * Times searches and suggestions in the function, in this process, and beside them the searches alone that it sent to OpenSearch. On an
 * instance of its own also through API Gateway; that of a running platform holds other products.
 */
export const benchSearch = (options: BenchSearchOptions): Promise<void> =>
  onInstance(options.instance, async (instance) => {
    await using client = opensearchOf(instance);
    if (options.instance === undefined) {
      await fill(client, indexNames.products, options.products);
      return await show(client, indexNames.filteredProducts, options, await buyersApi({ instance: instance.name }));
    }
    const index = `bench-search-${process.pid}`;
    await createProducts(client, index);
    try {
      await fill(client, index, options.products);
      await show(client, index, options);
    } finally {
      await client.indices.delete({ index });
    }
  });

async function fill(client: Client, index: string, products: number): Promise<void> {
  tell(`${products} products into the index…`);
  for (let from = 0; from < products; from += batchSize) {
    const numbers = Array.from({ length: Math.min(batchSize, products - from) }, (_, n) => from + n);
    await writeProducts(client, index, numbers.flatMap(read));
  }
  await client.indices.refresh({ index });
}

/** A product of the catalogue as the platform reads it. */
function read(number: number): Product[] {
  const product = parseProduct(Buffer.from(JSON.stringify(productAt(seed, number, 'bench'))));
  return product.ok ? [product.value] : [];
}

async function show(client: Client, index: string, options: BenchSearchOptions, api?: Api): Promise<void> {
  const { products, together, json } = options;
  const judged = readJudgedSet().queries.map(({ text }) => text);
  const texts = searchTexts(judged, products);
  const search = texts.map((text): Request => ({ path: '/products', parameter: 'name', text }));
  const typed = typedTexts(texts).map((text): Request => ({ path: '/suggest', parameter: 'q', text }));
  const latencies = {
    products,
    together,
    search: await measure(client, index, search, options, api),
    suggest: await measure(client, index, typed, options, api),
    load: loadavg()[0] ?? 0,
  };
  process.stdout.write(`${json === true ? JSON.stringify(latencies) : renderLatencies(latencies)}\n`);
}

/** In rounds, so that what else the machine does meets all alike. */
async function measure(
  client: Client,
  index: string,
  requests: readonly Request[],
  { rounds, together }: BenchSearchOptions,
  api: Api | undefined,
): Promise<Latency> {
  const searching = searchFunction(client, index);
  tell(`${requests.length} texts to ${requests[0]?.path ?? ''}, ${rounds} rounds, ${together} at a time…`);
  const sent: string[][] = [];
  for (const request of requests) sent.push(await searchesOf(client, () => askFunction(searching, request)));
  const times: Record<'own' | 'bare' | 'api', number[]> = { own: [], bare: [], api: [] };
  for (let round = 0; round < rounds; round++) {
    times.own.push(...(await timed(requests, together, (request) => askFunction(searching, request))));
    times.bare.push(...(await timed(sent, together, (searches) => sendBare(client, searches))));
    if (api !== undefined) times.api.push(...(await timed(requests, together, (request) => askApi(api, request))));
  }
  const [own, bare] = [spread(times.own), spread(times.bare)];
  return {
    in_function: own,
    bare,
    ratio: { p50: own.p50 / bare.p50, p99: own.p99 / bare.p99 },
    ...(api !== undefined && { through_api: spread(times.api) }),
  };
}
