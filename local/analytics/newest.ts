import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, DuckDBTypeId, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { fileCache } from '../../functions/analytics/duckdb/file-cache.ts';
import { quoted } from '../../functions/analytics/duckdb/tables.ts';
import { analyticsDirectories } from '../../functions/analytics/directories.ts';
import type { ResultName } from '../../functions/analytics/queries.ts';
import { hdfsResults } from '../../functions/analytics/results.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { hdfsOf } from '../hdfs/client.ts';
import { runningInstance } from '../platform/down.ts';

const maxBytes = 4 * 1024 ** 3;

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** What a query has found: the rows as JSON has them, whole numbers beyond JavaScript's as text. */
export interface Found {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The newest results of analyses, each a view of that name in a database of its own. */
interface Newest {
  /** The run of each. */
  readonly runs: ReadonlyMap<ResultName, string>;
  /** Throws `input_invalid` when it is not SQL that the views can answer. */
  readonly query: (sql: string) => Promise<Found>;
}

/** Hands over the newest results of these analyses. Throws `input_invalid` when there is none of one. */
export async function withNewest<T>(
  instanceName: string,
  analyses: readonly ResultName[],
  use: (newest: Newest) => Promise<T>,
): Promise<T> {
  await using hdfs = hdfsOf(runningInstance(instanceName), { user: 'analytics' });
  const directory = await mkdtemp(join(tmpdir(), 'analytics-newest-'));
  const database = await DuckDBInstance.create();
  try {
    const connection = await database.connect();
    const runs = new Map<ResultName, string>();
    const results = hdfsResults(hdfs, analyticsDirectories);
    const cache = fileCache(hdfs, directory, maxBytes);
    for (const analysis of analyses) {
      const runId = await results.latest(analysis);
      if (runId === undefined)
        throw new PlatformError(
          'input_invalid',
          `there is no result of ${analysis} yet; run: npm run analytics -- run`,
        );
      const files = await cache.fetch(await results.files(analysis, runId));
      await connection.run(`CREATE VIEW ${analysis} AS FROM read_parquet([${files.map(quoted).join(', ')}])`);
      runs.set(analysis, runId);
    }
    return await use({ runs, query: (sql) => query(connection, sql) });
  } finally {
    database.closeSync();
    await rm(directory, { recursive: true, force: true });
  }
}

async function query(connection: DuckDBConnection, sql: string): Promise<Found> {
  try {
    const found = await connection.runAndReadAll(sql);
    const numbers = found.columnNames().filter((_, index) => found.columnType(index).typeId === DuckDBTypeId.BIGINT);
    const rows = rowsSchema.parse(found.getRowObjectsJson());
    return { columns: found.columnNames(), rows: rows.map((row) => withNumbers(row, numbers)) };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof z.ZodError) throw error;
    const [reason = ''] = error.message.split('\n');
    throw new PlatformError('input_invalid', `DuckDB does not take this: ${reason}`);
  }
}

/** DuckDB writes whole numbers of 64 bits as text. */
function withNumbers(row: Found['rows'][number], columns: readonly string[]): Found['rows'][number] {
  const numbers = columns.flatMap((column) => {
    const number = Number(row[column]);
    return row[column] !== null && Number.isSafeInteger(number) ? [[column, number]] : [];
  });
  return { ...row, ...Object.fromEntries(numbers) };
}
