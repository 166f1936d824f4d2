import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duckdbEngine } from '../../functions/analytics/duckdb/engine.ts';
import type { Engine } from '../../functions/analytics/engine.ts';
import type { AnalyticsDependencies } from '../../functions/analytics/dependencies.ts';
import { runAnalytics, type RunReport } from '../../functions/analytics/run.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import type { Product } from '../../modules/product/product.ts';
import type { WebHdfsOptions } from '../../modules/webhdfs/client.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { documentOf } from './deployed.ts';
import { hdfsAs, hdfsDirectory } from './hdfs.ts';
import { testIndices, type TestIndices } from './indices.ts';
import { testInstance } from './instance.ts';
import { aProduct, keepingPublisher } from './records.ts';

const day = 86_400_000;

/** HDFS directories and indices of a test's own, to analyse. */
export interface AnalysisWorld {
  readonly hdfs: WebHdfs;
  /** Directory in HDFS. */
  readonly root: string;
  readonly indices: TestIndices;
  /** Lines of the runs' logs. */
  readonly lines: readonly string[];
  /** What runs take for now, epoch milliseconds. */
  clock: number;
  /** Takes the place of Kafka. */
  publisher: ReturnType<typeof keepingPublisher>;
  readonly engine: () => Engine;
  readonly dependencies: (fields?: Partial<AnalyticsDependencies>) => AnalyticsDependencies;
  readonly run: (fields?: Partial<AnalyticsDependencies>) => Promise<RunReport>;
  /** Lets buyers find a product. */
  readonly sell: (fields: Partial<Product>) => Promise<void>;
  readonly withdraw: (id: string) => Promise<void>;
  readonly documentsOf: (name: keyof IndexNames) => Promise<unknown[]>;
  readonly remove: () => Promise<void>;
}

/** `instance` has the HDFS; the indices are those of the running instance. */
export async function analysisWorld(
  start: number,
  instance = testInstance(),
  options: WebHdfsOptions = {},
): Promise<AnalysisWorld> {
  const hdfs = hdfsAs(instance, 'analytics', options);
  const directory = await hdfsDirectory(instance, 'analytics');
  const root = directory.path;
  const indices = await testIndices();
  const { client, names } = indices;
  const scratch = await mkdtemp(join(tmpdir(), 'analytics-run-'));
  const lines: string[] = [];

  const world: AnalysisWorld = {
    hdfs,
    root,
    indices,
    lines,
    clock: start,
    publisher: keepingPublisher(),
    engine: () => duckdbEngine({ hdfs, scratch: join(scratch, 'duckdb'), cacheLimit: 1e9, memory: 256, threads: 2 }),
    dependencies: (fields) => ({
      hdfs,
      archive: hdfs,
      client,
      publisher: world.publisher,
      engine: world.engine(),
      log: jsonLog((line) => lines.push(line)),
      names,
      directories: { raw: `${root}/raw`, results: `${root}/analytics`, staging: `${root}/staging` },
      archiveDirectories: { raw: `${root}/raw`, staging: `${root}/archive` },
      scratch,
      window: 30 * day,
      owner: 'a test',
      now: () => world.clock,
      newId: randomUUID,
      ...fields,
    }),
    run: (fields) => runAnalytics(world.dependencies(fields)),
    async sell(fields) {
      const product = aProduct(fields);
      const body = documentOf(product, start);
      await client.index({ index: names.products, id: product.product_id, body, refresh: true });
    },
    async withdraw(id) {
      await client.delete({ index: names.products, id, refresh: true });
    },
    async documentsOf(name) {
      await indices.refresh();
      const { body } = await client.search({ index: names[name], size: 100 });
      return body.hits.hits.map(({ _source }) => _source);
    },
    async remove() {
      await rm(scratch, { recursive: true, force: true });
      await indices.remove();
      await directory.remove();
      hdfs.close();
    },
  };
  return world;
}
