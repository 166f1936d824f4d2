import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../../../modules/errors/schema.ts';
import { keysOf, recordOf } from '../../../modules/objects/entries.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { Job, JobReport, OnPrepared, OnResult } from '../engine.ts';
import { inputTables, isRaw } from '../input-tables.ts';
import { analysisSchema, preparationSchema, tellSteps, type Listener } from './steps.ts';

const reportSchema = z.object({
  days: z.array(analysisSchema),
  preparations: z.array(preparationSchema),
  analyses: z.array(analysisSchema),
});

/** What of HDFS handing over a job takes. */
export type JobStore = Pick<WebHdfs, 'create' | 'read' | 'delete'>;

const jobPath = (output: string): string => `${output}/job.json`;
const reportPath = (output: string): string => `${output}/report.json`;

/** Puts a job beside its results for job.py, as the lists of files may be longer than any argument. Resolves with its path. */
export async function writeJob(hdfs: JobStore, job: Job): Promise<string> {
  const path = jobPath(job.output);
  const content = JSON.stringify({ ...jobFile(job), report: reportPath(job.output) });
  await hdfs.create(path, Buffer.from(content), { overwrite: true });
  return path;
}

/**
 * Runs job.py: hands the job over, has it run (`submit` gets the path of its file and resolves when it has succeeded; the
 * listener gets what it prints), and reads what it reports; what was not told by then is told now. `start` stands first
 * among the preparations. `analysis_failed` when there is no such report.
 */
export async function runJob(
  hdfs: JobStore,
  job: Job,
  submit: (path: string, listener: Listener) => Promise<void>,
  onResult: OnResult,
  onPrepared?: OnPrepared,
): Promise<JobReport> {
  const startedAt = performance.now();
  const path = await writeJob(hdfs, job);
  const steps = tellSteps(onResult, onPrepared);
  try {
    try {
      await submit(path, steps);
    } finally {
      // Rejects with why the program was ended, which says more than that it was.
      await steps.told();
    }
    const report = await readReport(hdfs, job.output);
    // Days come last: the program reads their files until its end.
    for (const step of [...report.preparations, ...report.analyses, ...report.days]) steps.tell(step);
    await steps.told();
    return { seconds: (performance.now() - startedAt) / 1_000, ...report };
  } finally {
    await Promise.all([hdfs.delete(path), hdfs.delete(reportPath(job.output))]);
  }
}

const jobFile = ({ runId, now, window, inputs, days, prepared, analyses, output }: Job): object => ({
  run_id: runId,
  now_ms: now,
  window_ms: window,
  tables: recordOf(keysOf(inputTables), (name) => ({
    columns: inputTables[name],
    raw: isRaw(name),
    files: isRaw(name) ? [] : inputs[name],
  })),
  days,
  prepared,
  analyses,
  output,
});

/** What job.py has reported of the job with this output. */
export async function readReport(hdfs: JobStore, output: string): Promise<Omit<JobReport, 'seconds'>> {
  const path = reportPath(output);
  const report = check(reportSchema, jsonOf((await hdfs.read(path)).toString()));
  if (report.ok) return report.value;
  throw new PlatformError(
    'analysis_failed',
    `${path} is not what job.py writes: ${issuesText(report.issues, 'report')}`,
  );
}

const daysSchema = z.object({
  days: z.array(z.object({ name: z.string(), table: z.string(), day: z.string(), id: z.string() })),
});

/** The days that the job with this output was to compute. */
export async function readDays(hdfs: JobStore, output: string): Promise<z.infer<typeof daysSchema>['days']> {
  return daysSchema.parse(jsonOf((await hdfs.read(jobPath(output))).toString())).days;
}
