import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelJobRunCommand,
  EMRServerlessClient,
  GetJobRunCommand,
  JobRunState,
  StartJobRunCommand,
  type JobRun,
} from '@aws-sdk/client-emr-serverless';
import type { SparkConfig } from '../../../modules/config/environment.ts';
import { describeError, PlatformError } from '../../../modules/errors/platform-error.ts';
import { backoffMs } from '../../../modules/retry/backoff.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { Engine, Job } from '../engine.ts';
import { runJob } from './job-file.ts';

export interface EmrServerlessOptions extends SparkConfig {
  readonly hdfs: WebHdfs;
  readonly hdfsUser: string;
  /** Milliseconds after which a run is cancelled. */
  readonly timeout: number;
  /** Milliseconds between two looks at a run, at most. */
  readonly interval?: number;
  /** Makes the client of a run, which closes it. */
  readonly connect: () => EMRServerlessClient;
}

/** A client whose every call is bounded: three attempts with the SDK's own backoff and jitter. */
export const emrServerlessClient = (): EMRServerlessClient =>
  new EMRServerlessClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
  });

const ended: ReadonlySet<string | undefined> = new Set([
  JobRunState.SUCCESS,
  JobRunState.FAILED,
  JobRunState.CANCELLED,
]);

interface RunId {
  readonly applicationId: string;
  readonly jobRunId: string;
}

/** Spark on EMR Serverless: the same program as on one machine, on as many workers as the application allows. */
export function emrServerlessEngine(options: EmrServerlessOptions): Engine {
  const { hdfs, timeout, interval = 5_000, connect } = options;
  return {
    name: 'spark',
    run(job, onResult, onPrepared) {
      const runIt = async (path: string): Promise<void> => {
        const client = connect();
        try {
          await finish(client, await start(client, options, job, path), { timeout, interval });
        } finally {
          client.destroy();
        }
      };
      return runJob(hdfs, job, runIt, onResult, onPrepared);
    },
  };
}

async function start(
  client: EMRServerlessClient,
  options: EmrServerlessOptions,
  job: Job,
  path: string,
): Promise<RunId> {
  const { applicationId, jobRoleArn, script, logs, hdfsUri, hdfsUser, timeout } = options;
  const settings = {
    'spark.emr-serverless.driverEnv.HADOOP_USER_NAME': hdfsUser,
    'spark.executorEnv.HADOOP_USER_NAME': hdfsUser,
  };
  const command = new StartJobRunCommand({
    applicationId,
    // What is asked for again, because the answer got lost, is not started again.
    clientToken: `analytics-${job.runId}-${Math.floor(job.now)}`,
    name: `analytics-${job.runId}`,
    executionRoleArn: jobRoleArn,
    executionTimeoutMinutes: Math.max(5, Math.ceil(timeout / 60_000)),
    jobDriver: {
      sparkSubmit: {
        entryPoint: script,
        entryPointArguments: [`${hdfsUri}${path}`],
        sparkSubmitParameters: Object.entries(settings)
          .map(([name, value]) => `--conf ${name}=${value}`)
          .join(' '),
      },
    },
    configurationOverrides: { monitoringConfiguration: { s3MonitoringConfiguration: { logUri: logs } } },
  });
  try {
    const { jobRunId = '' } = await client.send(command);
    return { applicationId, jobRunId };
  } catch (error) {
    throw new PlatformError('analysis_failed', `EMR Serverless does not start a job on ${applicationId}`, {
      cause: error,
    });
  }
}

/** Waits for the end of a run; cancels it when that takes too long or cannot be seen any more. */
async function finish(
  client: EMRServerlessClient,
  run: RunId,
  bounds: { readonly timeout: number; readonly interval: number },
): Promise<void> {
  let end: JobRun;
  try {
    end = await endOf(client, run, bounds);
  } catch (error) {
    const rest = await cancel(client, run);
    throw new PlatformError('analysis_failed', `job run ${run.jobRunId} is given up${rest}`, { cause: error });
  }
  if (end.state !== JobRunState.SUCCESS)
    throw new PlatformError('analysis_failed', `job run ${run.jobRunId} ended ${end.state}: ${end.stateDetails}`);
}

async function endOf(
  client: EMRServerlessClient,
  run: RunId,
  { timeout, interval }: { readonly timeout: number; readonly interval: number },
): Promise<JobRun> {
  const giveUpAt = performance.now() + timeout;
  for (;;) {
    const { jobRun } = await client.send(new GetJobRunCommand(run));
    if (jobRun !== undefined && ended.has(jobRun.state)) return jobRun;
    if (performance.now() + interval > giveUpAt)
      throw new PlatformError('analysis_failed', `it took more than ${timeout / 1_000} s`);
    await sleep(backoffMs({ initialMs: interval, maxMs: interval }, 0, Math.random()));
  }
}

/** Says what could not be undone. */
const cancel = (client: EMRServerlessClient, run: RunId): Promise<string> =>
  client.send(new CancelJobRunCommand(run)).then(
    () => '',
    (error: unknown) => `; it could not be cancelled (${describeError(error)})`,
  );
