import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import { fileCache } from '../../functions/analytics/duckdb/file-cache.ts';
import { quoted } from '../../functions/analytics/duckdb/tables.ts';
import { analyticsDirectories } from '../../functions/analytics/directories.ts';
import type { ResultName } from '../../functions/analytics/queries.ts';
import { hdfsResults } from '../../functions/analytics/results.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.bigint().transform(Number)]);
const rowsSchema = z.array(z.array(cellSchema));

export type Cell = z.infer<typeof cellSchema>;

/** The first rows of the latest result of an analysis. */
export interface Look {
  readonly runId: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: number;
}

const maxBytes = 4 * 1024 ** 3;

/** Throws `input_invalid` when nothing was computed yet. */
export async function lookAt(hdfs: WebHdfs, analysis: ResultName, limit: number): Promise<Look> {
  const results = hdfsResults(hdfs, analyticsDirectories);
  const runId = await results.latest(analysis);
  if (runId === undefined)
    throw new PlatformError('input_invalid', `there is no result of ${analysis} yet; run: npm run analytics -- run`);
  const directory = await mkdtemp(join(tmpdir(), 'analytics-look-'));
  const database = await DuckDBInstance.create();
  try {
    const files = await fileCache(hdfs, directory, maxBytes).fetch(await results.files(analysis, runId));
    const connection = await database.connect();
    const source = `read_parquet([${files.map(quoted).join(', ')}])`;
    const found = await connection.runAndReadAll(`SELECT * FROM ${source} LIMIT ${limit}`);
    const [[total] = []] = (await connection.runAndReadAll(`SELECT count(*) FROM ${source}`)).getRows();
    return { runId, columns: found.columnNames(), rows: rowsSchema.parse(found.getRows()), total: Number(total) };
  } finally {
    database.closeSync();
    await rm(directory, { recursive: true, force: true });
  }
}
