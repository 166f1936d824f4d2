import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../../../modules/errors/schema.ts';
import { keysOf, recordOf } from '../../../modules/objects/entries.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { Job, JobReport, OnPrepared, OnResult } from '../engine.ts';
import { inputTables, isRaw } from '../input-tables.ts';
import { analysisSchema, preparationSchema, tellSteps, type Listener } from './steps.ts';

const reportSchema = z.object({ preparations: z.array(preparationSchema), analyses: z.array(analysisSchema) });

/** What of HDFS handing over a job takes. */
export type JobStore = Pick<WebHdfs, 'create' | 'read' | 'delete'>;

/**
 * Runs job.py: puts the job beside its results, as the lists of files may be longer than any argument, has it run (`submit`
 * gets the path of its file and resolves when it has succeeded; the listener gets what it prints, if that can be read while
 * it runs), and reads what it reports; what was not told by then is told now. `start` stands first among the preparations.
 * `analysis_failed` when there is no such report.
 */
export async function runJob(
  hdfs: JobStore,
  job: Job,
  submit: (path: string, listener: Listener) => Promise<void>,
  onResult: OnResult,
  onPrepared?: OnPrepared,
): Promise<JobReport> {
  const startedAt = performance.now();
  const path = `${job.output}/job.json`;
  const reportPath = `${job.output}/report.json`;
  await hdfs.create(path, Buffer.from(JSON.stringify({ ...jobFile(job), report: reportPath })), { overwrite: true });
  const steps = tellSteps(onResult, onPrepared);
  try {
    try {
      await submit(path, steps);
    } finally {
      // Rejects with why the program was ended, which says more than that it was.
      await steps.told();
    }
    const report = await readReport(hdfs, reportPath);
    for (const step of [...report.preparations, ...report.analyses]) steps.tell(step);
    await steps.told();
    return { seconds: (performance.now() - startedAt) / 1_000, ...report };
  } finally {
    await Promise.all([hdfs.delete(path), hdfs.delete(reportPath)]);
  }
}

const jobFile = ({ runId, now, window, inputs, prepared, analyses, output }: Job): object => ({
  run_id: runId,
  now_ms: now,
  window_ms: window,
  tables: recordOf(keysOf(inputTables), (name) => ({
    columns: inputTables[name],
    raw: isRaw(name),
    files: inputs[name],
  })),
  prepared,
  analyses,
  output,
});

async function readReport(hdfs: JobStore, path: string): Promise<z.infer<typeof reportSchema>> {
  const report = check(reportSchema, jsonOf((await hdfs.read(path)).toString()));
  if (report.ok) return report.value;
  throw new PlatformError(
    'analysis_failed',
    `${path} is not what job.py writes: ${issuesText(report.issues, 'report')}`,
  );
}
