import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { entriesOf } from '../../../modules/objects/entries.ts';
import type { DayPart, Job, OnPrepared, PreparationReport, Query } from '../engine.ts';
import { inputTable, quoted, runTable, sqlFunctions } from './tables.ts';

/** What DuckDB may use. */
export interface DuckDbLimits {
  /** MB before it spills to disk; the process around it takes some 200 more. */
  readonly memory: number;
  readonly threads: number;
}

/** A job whose input files are on this machine, those of all days among them, and whose results stay there. */
export type LocalJob = Omit<Job, 'output' | 'days'>;

/** The result of an analysis, or a day, on this machine. */
export interface LocalResult {
  readonly name: string;
  readonly file: string;
  readonly seconds: number;
  readonly rows: number;
}

/** Computes one day, whose raw files are on this machine, into `directory`. `analysis_failed` when DuckDB gives up. */
export async function computeDay(
  { name, sql, from, files }: DayPart,
  limits: DuckDbLimits,
  directory: string,
): Promise<LocalResult> {
  const database = await DuckDBInstance.create(':memory:', settings(limits, directory));
  try {
    const connection = await database.connect();
    for (const statement of [...sqlFunctions, inputTable(from, files)])
      await execute(connection, statement, 'open the raw files');
    return await write(connection, { name, sql }, directory);
  } finally {
    database.closeSync();
  }
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
  const database = await DuckDBInstance.create(join(directory, 'tables.duckdb'), settings(limits, directory));
  try {
    const connection = await database.connect();
    for (const statement of setUp(job)) await execute(connection, statement, 'open the input files');
    const preparations = [];
    for (const { name, sql } of job.prepared) {
      const { seconds } = await execute(connection, `CREATE TABLE ${name} AS ${sql}`, `prepare ${name}`);
      preparations.push({ name, seconds });
      onPrepared?.({ name, seconds });
    }
    for (const query of job.analyses) await onResult(await write(connection, query, directory));
    return preparations;
  } finally {
    database.closeSync();
  }
}

const settings = ({ memory, threads }: DuckDbLimits, directory: string): Record<string, string> => ({
  memory_limit: `${memory}MB`,
  threads: String(threads),
  temp_directory: join(directory, 'spilled'),
  // Results that need an order ask for it.
  preserve_insertion_order: 'false',
});

async function write(connection: DuckDBConnection, { name, sql }: Query, directory: string): Promise<LocalResult> {
  const file = join(directory, `${name}.parquet`);
  const copy = `COPY (${sql}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`;
  return { name, file, ...(await execute(connection, copy, `compute ${name}`)) };
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
