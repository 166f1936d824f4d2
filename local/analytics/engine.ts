import { join } from 'node:path';
import { duckdbEngine } from '../../functions/analytics/duckdb/engine.ts';
import type { Engine } from '../../functions/analytics/engine.ts';
import { sparkEngine } from '../../functions/analytics/spark/engine.ts';
import { duckdbLimits } from '../../functions/analytics/usual.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { Instance } from '../instance/instance.ts';
import { exitOnSignals } from '../setup/command.ts';
import { ensureSpark } from '../setup/spark.ts';
import { hdfsUri } from '../hdfs/configuration.ts';

export const engineNames = ['duckdb', 'spark'] as const;
export type EngineName = (typeof engineNames)[number];

/** Milliseconds that Spark may take. */
const sparkTimeout = 3_600_000;

export const scratchOf = (instance: Instance): string => join(instance.directory, 'analytics');

/** An engine over the instance's HDFS; Spark is brought on first use. */
export async function engineFor(
  name: EngineName,
  instance: Instance,
  hdfs: WebHdfs,
  report: (line: string) => void,
): Promise<Engine> {
  const scratch = scratchOf(instance);
  if (name === 'duckdb') return duckdbEngine({ ...duckdbLimits, hdfs, scratch });
  exitOnSignals();
  return sparkEngine({
    hdfs,
    hdfsUri: hdfsUri(instance),
    hdfsUser: 'analytics',
    spark: await ensureSpark(report),
    scratch: join(scratch, 'spark'),
    timeout: sparkTimeout,
    replication: 1,
  });
}
