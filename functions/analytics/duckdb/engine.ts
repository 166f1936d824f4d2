import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keysOf, recordOf } from '../../../modules/objects/entries.ts';
import { retried } from '../../../modules/retry/retry.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { AnalysisReport, Engine, Job, OnPrepared, OnResult, PreparationReport } from '../engine.ts';
import type { InputTable } from '../input-tables.ts';
import { compute, computeDay, type DuckDbLimits, type LocalResult } from './compute.ts';
import { fileCache, storing, type FileCache } from './file-cache.ts';

export interface DuckDbOptions extends DuckDbLimits {
  readonly hdfs: WebHdfs;
  /** Directory of this machine for copies of files, results and what does not fit into memory; for one run at a time. */
  readonly scratch: string;
  /** Bytes that copies of files may take there. */
  readonly cacheLimit: number;
}

/** DuckDB in this process, over copies of the files on this machine. */
export function duckdbEngine(options: DuckDbOptions): Engine {
  const { hdfs, scratch, cacheLimit } = options;
  const cache = fileCache(hdfs, join(scratch, 'files'), cacheLimit);
  const work = join(scratch, 'work');
  return {
    name: 'duckdb',
    async run(job, onResult, onPrepared) {
      const startedAt = performance.now();
      const analyses: AnalysisReport[] = [];
      try {
        await rm(work, { recursive: true, force: true });
        await mkdir(work, { recursive: true });
        const { days, files } = await computeDays(job, cache, options, onResult);
        const { inputs, fetched } = await fetchInputs(job, cache, onPrepared);
        for (const [index, { table }] of job.days.entries()) inputs[table] = [...inputs[table], files[index] ?? ''];
        const keep = async (result: LocalResult): Promise<void> => {
          const report = await store(hdfs, result, `${job.output}/${result.name}/part-0.parquet`);
          await rm(result.file);
          analyses.push(report);
          await onResult(report);
        };
        const preparations = await compute({ ...job, inputs }, options, work, keep, onPrepared);
        const seconds = (performance.now() - startedAt) / 1_000;
        return { seconds, days, preparations: [fetched, ...preparations], analyses };
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
}

/** One day after the other: the raw files of one are on this machine at a time, and what was made of them stays until the end. */
async function computeDays(
  job: Job,
  cache: FileCache,
  { hdfs, scratch, ...limits }: DuckDbOptions,
  onResult: OnResult,
): Promise<{ readonly days: AnalysisReport[]; readonly files: string[] }> {
  const directory = join(scratch, 'work');
  const days: AnalysisReport[] = [];
  const files: string[] = [];
  for (const part of job.days) {
    const raw = await cache.fetch(part.files);
    const result = await computeDay({ ...part, files: raw }, limits, directory);
    const report = await store(hdfs, result, `${job.output}/${part.name}/part-0.parquet`);
    await onResult(report);
    days.push(report);
    files.push(result.file);
  }
  return { days, files };
}

/** The inputs as files of this machine, fetched together, so that none gives way to another. */
async function fetchInputs(
  { inputs }: Job,
  cache: FileCache,
  onPrepared?: OnPrepared,
): Promise<{ readonly inputs: Record<InputTable, readonly string[]>; readonly fetched: PreparationReport }> {
  const startedAt = performance.now();
  const paths = Object.values(inputs).flat();
  const copies = await cache.fetch(paths);
  const copyOf = new Map(paths.map((path, index) => [path, copies[index] ?? '']));
  const fetched = { name: 'files', seconds: (performance.now() - startedAt) / 1_000 };
  onPrepared?.(fetched);
  return {
    inputs: recordOf(keysOf(inputs), (name) => inputs[name].map((file) => copyOf.get(file) ?? '')),
    fetched,
  };
}

async function store(hdfs: WebHdfs, { name, file, seconds, rows }: LocalResult, path: string): Promise<AnalysisReport> {
  const { size } = await stat(file);
  await retried(() => hdfs.create(path, createReadStream(file), { overwrite: true }), storing);
  return { name, seconds, rows, bytes: size };
}
