import type { Client } from '@opensearch-project/opensearch';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { z } from 'zod';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { zstdCompressor } from '../../modules/parquet/zstd.ts';
import { toMinorUnits } from '../../modules/product/money.ts';
import { retried } from '../../modules/retry/retry.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

/** OpenSearch answers with 10,000 documents at most. */
const pageSize = 5_000;
/** Products in one file: a few tens of MB in memory. */
const fileSize = 100_000;
const keepAlive = '5m';

const productSchema = z.object({
  product_id: z.string(),
  name: z.string().nullish(),
  category: z.string(),
  brand: z.string().nullish(),
  store_id: z.string().nullish(),
  price: z.object({ currency: z.string() }),
  price_minor: z.int(),
  stock: z.object({ available: z.int().nullish() }).nullish(),
  in_stock: z.boolean(),
  version: z.int(),
});

export type ProductState = z.infer<typeof productSchema>;

const fields = [
  ...Object.keys(productSchema.shape).filter((name) => !['price', 'stock'].includes(name)),
  'price.currency',
  'stock.available',
];

const hitSchema = z.object({ _source: z.unknown(), sort: z.array(z.union([z.string(), z.number()])) });

/** Where in the order of the search a document stands. */
type Position = z.infer<typeof hitSchema>['sort'];

const pageSchema = z.object({
  pit_id: z.string(),
  hits: z.object({ hits: z.array(hitSchema) }),
});

/**
 * Writes the products that buyers may find, as they are at this moment, to Parquet files in an HDFS directory, and resolves
 * with their paths. Products that are banned or withdrawn are not in the index and so not in the files. One that cannot be
 * read is left out.
 */
export async function exportProducts(
  client: Client,
  index: string,
  hdfs: WebHdfs,
  directory: string,
): Promise<string[]> {
  const paths: string[] = [];
  let waiting: ProductState[] = [];
  const write = async (): Promise<void> => {
    const path = `${directory}/part-${paths.length}.parquet`;
    await hdfs.create(path, productFile(waiting), { overwrite: true });
    paths.push(path);
    waiting = [];
  };
  for await (const page of pages(client, index)) {
    waiting.push(...page);
    if (waiting.length >= fileSize) await write();
  }
  if (waiting.length > 0) await write();
  return paths;
}

/** The columns of `products` in input-tables.json. */
export function productFile(products: readonly ProductState[]): Buffer {
  const text = (read: (product: ProductState) => string | null | undefined): (string | null)[] =>
    products.map((product) => read(product) ?? null);
  const integers = (read: (product: ProductState) => number | null | undefined): (bigint | null)[] =>
    products.map((product) => {
      const value = read(product) ?? null;
      return value === null ? null : BigInt(value);
    });
  const columnData = [
    { name: 'product_id', type: 'STRING', data: text(({ product_id }) => product_id) },
    { name: 'name', type: 'STRING', data: text(({ name }) => name) },
    { name: 'category', type: 'STRING', data: text(({ category }) => category) },
    { name: 'brand', type: 'STRING', data: text(({ brand }) => brand) },
    { name: 'store_id', type: 'STRING', data: text(({ store_id }) => store_id) },
    { name: 'price_minor', type: 'INT64', data: integers(({ price_minor }) => price_minor) },
    { name: 'minor_per_major', type: 'INT64', data: integers(({ price }) => toMinorUnits(1, price.currency)) },
    { name: 'currency', type: 'STRING', data: text(({ price }) => price.currency) },
    { name: 'available', type: 'INT64', data: integers(({ stock }) => stock?.available) },
    { name: 'in_stock', type: 'BOOLEAN', data: products.map(({ in_stock }) => in_stock) },
    { name: 'version', type: 'INT64', data: integers(({ version }) => version) },
  ] as const;
  const content = parquetWriteBuffer({ columnData: [...columnData], codec: 'ZSTD', compressors: zstdCompressor });
  return Buffer.from(content);
}

/** All products of the index as they were at the beginning, a page at a time. */
async function* pages(client: Client, index: string): AsyncGenerator<ProductState[]> {
  let pit = await openPointInTime(client, index);
  try {
    let after: Position | undefined;
    for (;;) {
      const page = await retried(() => readPage(client, pit, after), opensearchRetry);
      const { hits } = page.hits;
      if (hits.length === 0) return;
      pit = page.pit_id;
      after = hits.at(-1)?.sort;
      yield hits.flatMap(({ _source }) => {
        const product = productSchema.safeParse(_source);
        return product.success ? [product.data] : [];
      });
    }
  } finally {
    await client.deletePit({ body: { pit_id: [pit] } }).catch(() => undefined);
  }
}

async function openPointInTime(client: Client, index: string): Promise<string> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.createPit({ index: [index], keep_alive: keepAlive });
    return z.object({ pit_id: z.string() }).parse(body).pit_id;
  } catch (error) {
    throw opensearchFailure(error, `read the products of ${index}`);
  }
}

async function readPage(client: Client, pit: string, after: Position | undefined): Promise<z.infer<typeof pageSchema>> {
  try {
    const { body } = await client.search({
      body: {
        pit: { id: pit, keep_alive: keepAlive },
        size: pageSize,
        sort: [{ _shard_doc: 'asc' }],
        _source: fields,
        track_total_hits: false,
        ...(after && { search_after: after }),
      },
    });
    return pageSchema.parse(body);
  } catch (error) {
    throw opensearchFailure(error, 'read a page of products');
  }
}
