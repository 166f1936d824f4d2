import { join } from 'node:path';
import type { Engine } from '../engine.ts';
import { runJob, type JobStore } from './job-file.ts';
import type { Listener } from './steps.ts';
import { submit, type SparkInstallation } from './submit.ts';

const jobScript = join(import.meta.dirname, 'job.py');

export interface SparkOptions {
  readonly hdfs: JobStore;
  /** `hdfs://host:port` of the NameNode, where Hadoop's own protocol answers. */
  readonly hdfsUri: string;
  readonly hdfsUser: string;
  readonly spark: SparkInstallation;
  /** Directory of this machine for what does not fit into memory. */
  readonly scratch: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Copies of each block of a result. */
  readonly replication: number;
  readonly onStart?: (pid: number) => void;
}

/** Spark on this machine: two cores and 2 GB, started for the run and gone after it. */
export function sparkEngine(options: SparkOptions): Engine {
  const { hdfs, hdfsUri, spark, hdfsUser, timeout, onStart } = options;
  const settings = oneMachine(options);
  const submission = { script: jobScript, settings, hdfsUser, timeout, ...(onStart && { onStart }) };
  const runIt = async (path: string, listener: Listener): Promise<void> => {
    await submit(spark, { ...submission, args: [`${hdfsUri}${path}`] }, listener);
  };
  return { name: 'spark', run: (job, onResult, onPrepared) => runJob(hdfs, job, runIt, onResult, onPrepared) };
}

/** Spark on two cores of this machine, reachable from nowhere else, against an HDFS that names its DataNodes. */
export const oneMachine = ({
  scratch,
  replication,
}: Pick<SparkOptions, 'scratch' | 'replication'>): Record<string, string> => ({
  'spark.master': 'local[2]',
  'spark.driver.memory': '2g',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.log.level': 'WARN',
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
  'spark.sql.shuffle.partitions': '4',
  'spark.sql.catalogImplementation': 'in-memory',
  'spark.sql.warehouse.dir': join(scratch, 'warehouse'),
  'spark.local.dir': scratch,
  'spark.hadoop.dfs.client.use.datanode.hostname': 'true',
  'spark.hadoop.dfs.replication': String(replication),
});
