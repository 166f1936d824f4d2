import { z } from 'zod';
import { PlatformError } from '../../errors/platform-error.ts';
import type { WebHdfs } from '../../webhdfs/webhdfs.ts';
import type { AnalysisReport, Job, JobReport } from '../engine.ts';
import inputTables from '../input-tables.json' with { type: 'json' };

const rawTables: ReadonlySet<string> = new Set(['product_records', 'activity_records']);

const reportSchema = z.object({
  seconds: z.number(),
  start_seconds: z.number(),
  preparations: z.array(z.object({ name: z.string(), seconds: z.number() })),
  analyses: z.array(z.object({ name: z.string(), seconds: z.number(), rows: z.number(), bytes: z.number() })),
});

/** What of HDFS handing over a job takes. */
export type JobStore = Pick<WebHdfs, 'create' | 'read' | 'delete'>;

/** A job that stands in HDFS for job.py to read, and where its report will stand. */
export interface WrittenJob {
  readonly path: string;
  /** What job.py reported; `start` stands first among its preparations. `analysis_failed` when there is no such report. */
  readReport(): Promise<JobReport>;
  remove(): Promise<void>;
}

/** Puts a job beside its results: the lists of files may be longer than any argument. */
export async function writeJob(hdfs: JobStore, job: Job): Promise<WrittenJob> {
  const path = `${job.output}/job.json`;
  const report = `${job.output}/report.json`;
  await hdfs.create(path, Buffer.from(JSON.stringify({ ...jobFile(job), report })), { overwrite: true });
  return {
    path,
    async readReport() {
      const content = reportSchema.safeParse(JSON.parse((await hdfs.read(report)).toString()));
      if (!content.success)
        throw new PlatformError('analysis_failed', `${report} is not what job.py writes`, { cause: content.error });
      const { seconds, start_seconds: start, preparations, analyses } = content.data;
      return { seconds, preparations: [{ name: 'start', seconds: start }, ...preparations], analyses };
    },
    async remove() {
      await Promise.all([hdfs.delete(path), hdfs.delete(report)]);
    },
  };
}

const jobFile = ({ runId, now, window, inputs, prepared, analyses, output }: Job): object => ({
  run_id: runId,
  now_ms: now,
  window_ms: window,
  tables: Object.fromEntries(
    Object.entries(inputTables).map(([name, columns]) => [
      name,
      { columns, raw: rawTables.has(name), files: inputs[name as keyof Job['inputs']] },
    ]),
  ),
  prepared,
  analyses,
  output,
});

/** Tells of all results, one after the other. */
export async function announce(
  { analyses }: JobReport,
  onResult: (report: AnalysisReport) => Promise<void>,
): Promise<void> {
  for (const analysis of analyses) await onResult(analysis);
}
