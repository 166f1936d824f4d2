import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Job, JobReport } from '../../functions/analytics/engine.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { sparkEngine } from '../../functions/analytics/spark/engine.ts';
import type { JobStore } from '../../functions/analytics/spark/job-file.ts';
import { ensureSpark } from '../../local/setup/spark.ts';
import { benchNow, benchWindow } from './generate.ts';
import { groupMemory } from './group-memory.ts';

export interface Measured extends JobReport {
  /** Peak of resident memory, Linux only. */
  readonly peakBytes: number;
}

/** An engine that the bench compares; it works in a process of its own, on files of this machine. */
export interface BenchEngine {
  readonly name: string;
  measure(inputs: Job['inputs'], directory: string): Promise<Measured>;
}

const run = promisify(execFile);
const endsWithin = 3_600_000;

const duckdb: BenchEngine = {
  name: 'DuckDB',
  async measure(inputs, directory) {
    await writeFile(join(directory, 'inputs.json'), JSON.stringify(inputs));
    const work = join(directory, 'work');
    await mkdir(work);
    try {
      const child = [join(import.meta.dirname, 'child.ts'), directory];
      const { stdout } = await run(process.execPath, child, { timeout: endsWithin });
      return JSON.parse(stdout) as Measured;
    } finally {
      await rm(work, { recursive: true });
    }
  },
};

/** This machine's files in the place of HDFS: both engines read the same ones. */
const files: JobStore = {
  async create(path, content) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  },
  read: (path) => readFile(path),
  async delete(path) {
    await rm(path, { recursive: true, force: true });
    return true;
  },
};

const spark: BenchEngine = {
  name: 'Spark local[2]',
  async measure(inputs, directory) {
    const work = join(directory, 'spark');
    const memory = groupMemory();
    const engine = sparkEngine({
      hdfs: files,
      hdfsUri: 'file://',
      hdfsUser: 'bench',
      spark: await ensureSpark((line) => process.stderr.write(`${line}\n`)),
      scratch: work,
      timeout: endsWithin,
      replication: 1,
      onStart: memory.watch,
    });
    const job: Job = {
      runId: 'bench',
      now: benchNow,
      window: benchWindow,
      inputs,
      prepared: preparedQueries(),
      analyses: analysisQueries(),
      output: join(work, 'results'),
    };
    try {
      return { ...(await engine.run(job, async () => undefined)), peakBytes: memory.stop() };
    } finally {
      memory.stop();
      await rm(work, { recursive: true, force: true });
    }
  },
};

export const benchEngines: readonly BenchEngine[] = [duckdb, spark];
