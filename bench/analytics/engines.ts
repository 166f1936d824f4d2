import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Job, PreparationReport } from '../../functions/analytics/engine.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { sparkEngine } from '../../functions/analytics/spark/engine.ts';
import type { JobStore } from '../../functions/analytics/spark/job-file.ts';
import { ensureSpark } from '../../local/setup/spark.ts';
import { benchNow, benchWindow, type BenchInputs } from './generate.ts';
import { groupMemory } from './group-memory.ts';

const stepSchema = z.object({
  name: z.string(),
  seconds: z.number(),
  /** The most memory that the engine held during it, Linux only. */
  peakBytes: z.number(),
});
const measuredSchema = z.object({ seconds: z.number(), steps: z.array(stepSchema) });

/** What comes before the analyses, or one of them. */
export type MeasuredStep = z.infer<typeof stepSchema>;
export type Measured = z.infer<typeof measuredSchema>;

/** An engine that the bench compares; it works in a process of its own, on files of this machine. */
export interface BenchEngine {
  readonly name: string;
  /** What it makes of days stays in `<directory>/work`, each day under its name. */
  measure(inputs: BenchInputs, directory: string): Promise<Measured>;
}

/** What a run finds when the run before has kept all days but the last, which has gone on since. */
export async function onlyLastDay({ inputs, days }: BenchInputs, directory: string): Promise<BenchInputs> {
  const last = days.map(({ name }) => name.split('.')[1] ?? '').reduce((a, b) => (a > b ? a : b), '');
  const names = await readdir(join(directory, 'work'), { recursive: true });
  const kept = (table: string): string[] =>
    names
      .filter(
        (name) => name.startsWith(`${table}.`) && name.endsWith('.parquet') && !name.startsWith(`${table}.${last}`),
      )
      .map((name) => join(directory, 'work', name));
  return {
    inputs: { ...inputs, sent_prices: kept('sent_prices'), activity: kept('activity') },
    days: days.filter(({ name }) => name.endsWith(last)),
  };
}

const run = promisify(execFile);
const endTimeoutMs = 3_600_000;

/** What one of the programs beside this file writes, which works on a directory in a process of its own. */
async function inChild(program: 'child.ts' | 'neighbours.ts', directory: string): Promise<unknown> {
  const running = run(process.execPath, [join(import.meta.dirname, program), directory], { timeout: endTimeoutMs });
  const endNow = (): unknown => running.child.kill('SIGKILL');
  process.once('exit', endNow);
  try {
    return JSON.parse((await running).stdout);
  } finally {
    process.off('exit', endNow);
  }
}

/** The last step of a run, made by the function itself of what either engine has left in the directory. */
export const measureNeighbours = async (directory: string): Promise<MeasuredStep> =>
  stepSchema.parse(await inChild('neighbours.ts', directory));

const duckdb: BenchEngine = {
  name: 'DuckDB',
  async measure(inputs, directory) {
    await writeFile(join(directory, 'inputs.json'), JSON.stringify(inputs));
    await mkdir(join(directory, 'work'), { recursive: true });
    try {
      return measuredSchema.parse(await inChild('child.ts', directory));
    } finally {
      await rm(join(directory, 'work/tables.duckdb'), { force: true });
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
  async measure({ inputs, days }, directory) {
    const scratch = join(directory, 'spark');
    const memory = groupMemory();
    const steps: MeasuredStep[] = [];
    const note = ({ name, seconds }: PreparationReport): void => {
      steps.push({ name, seconds, peakBytes: memory.peak() });
    };
    const engine = sparkEngine({
      hdfs: files,
      hdfsUri: 'file://',
      hdfsUser: 'bench',
      spark: await ensureSpark((line) => process.stderr.write(`${line}\n`)),
      scratch,
      timeout: endTimeoutMs,
      replication: 1,
      onStart: memory.watch,
    });
    const job: Job = {
      runId: 'bench',
      now: benchNow,
      window: benchWindow,
      inputs,
      days,
      prepared: preparedQueries(),
      analyses: analysisQueries(),
      output: join(directory, 'work'),
    };
    try {
      const { seconds } = await engine.run(job, async (report) => note(report), note);
      return { seconds, steps };
    } finally {
      memory.stop();
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

/** By the names that `--engine` has. */
export const benchEngines = { duckdb, spark };
