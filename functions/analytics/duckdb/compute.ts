import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { entriesOf } from '../../../modules/objects/entries.ts';
import type { Job, OnPrepared, PreparationReport } from '../engine.ts';
import { inputTable, quoted, runTable, sqlFunctions } from './tables.ts';

/** What DuckDB may use. */
export interface DuckDbLimits {
  /** MB before it spills to disk; the process around it takes some 200 more. */
  readonly memory: number;
  readonly threads: number;
}

/** A job whose input files are on this machine, and whose results stay there. */
export type LocalJob = Omit<Job, 'output'>;

/** The result of an analysis on this machine. */
export interface LocalResult {
  readonly name: string;
  readonly file: string;
  readonly seconds: number;
  readonly rows: number;
}

/**
 * Computes a job. Results go to `directory`, which must be empty, and so does what does not fit into memory. `onResult` is
 * awaited for each result before the next is computed; `onPrepared` is called for each table. `analysis_failed` when DuckDB
 * gives up.
 */
export async function compute(
  job: LocalJob,
  limits: DuckDbLimits,
  directory: string,
  onResult: (result: LocalResult) => Promise<void>,
  onPrepared?: OnPrepared,
): Promise<PreparationReport[]> {
  const database = await DuckDBInstance.create(join(directory, 'tables.duckdb'), {
    memory_limit: `${limits.memory}MB`,
    threads: String(limits.threads),
    temp_directory: join(directory, 'spilled'),
    // Results that need an order ask for it.
    preserve_insertion_order: 'false',
  });
  try {
    const connection = await database.connect();
    for (const statement of setUp(job)) await execute(connection, statement, 'open the input files');
    const preparations = [];
    for (const { name, sql } of job.prepared) {
      const { seconds } = await execute(connection, `CREATE TABLE ${name} AS ${sql}`, `prepare ${name}`);
      preparations.push({ name, seconds });
      onPrepared?.({ name, seconds });
    }
    for (const { name, sql } of job.analyses) {
      const file = join(directory, `${name}.parquet`);
      const copy = `COPY (${sql}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`;
      await onResult({ name, file, ...(await execute(connection, copy, `compute ${name}`)) });
    }
    return preparations;
  } finally {
    database.closeSync();
  }
}

const setUp = (job: LocalJob): string[] => [
  ...sqlFunctions,
  runTable(job),
  ...entriesOf(job.inputs).map(([name, files]) => inputTable(name, files)),
];

async function execute(
  connection: DuckDBConnection,
  sql: string,
  action: string,
): Promise<{ readonly seconds: number; readonly rows: number }> {
  const startedAt = performance.now();
  try {
    const { rowsChanged } = await connection.run(sql);
    return { seconds: (performance.now() - startedAt) / 1_000, rows: rowsChanged };
  } catch (error) {
    throw new PlatformError('analysis_failed', `DuckDB cannot ${action}`, { cause: error });
  }
}
