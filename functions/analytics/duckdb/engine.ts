import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keysOf, recordOf } from '../../../modules/objects/entries.ts';
import { retried } from '../../../modules/retry/retry.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { AnalysisReport, Engine, Job } from '../engine.ts';
import { compute, type DuckDbLimits, type LocalResult } from './compute.ts';
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
      const elapsed = (): number => (performance.now() - startedAt) / 1_000;
      const analyses: AnalysisReport[] = [];
      try {
        await rm(work, { recursive: true, force: true });
        await mkdir(work, { recursive: true });
        const inputs = await fetchInputs(job, cache);
        const fetched = { name: 'files', seconds: elapsed() };
        onPrepared?.(fetched);
        const keep = async (result: LocalResult): Promise<void> => {
          const report = await store(hdfs, result, `${job.output}/${result.name}/part-0.parquet`);
          analyses.push(report);
          await onResult(report);
        };
        const preparations = await compute({ ...job, inputs }, options, work, keep, onPrepared);
        return { seconds: elapsed(), preparations: [fetched, ...preparations], analyses };
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
}

/** The inputs as files of this machine, fetched together, so that none gives way to another. */
async function fetchInputs({ inputs }: Job, cache: FileCache): Promise<Job['inputs']> {
  const paths = Object.values(inputs).flat();
  const copies = await cache.fetch(paths);
  const copyOf = new Map(paths.map((path, index) => [path, copies[index] ?? '']));
  return recordOf(keysOf(inputs), (name) => inputs[name].map((file) => copyOf.get(file) ?? ''));
}

async function store(hdfs: WebHdfs, { name, file, seconds, rows }: LocalResult, path: string): Promise<AnalysisReport> {
  const { size } = await stat(file);
  await retried(() => hdfs.create(path, createReadStream(file), { overwrite: true }), storing);
  await rm(file);
  return { name, seconds, rows, bytes: size };
}
