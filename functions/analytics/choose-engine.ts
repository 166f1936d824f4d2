import { z } from 'zod';
import { analyticsEngine, sparkConfig, type Environment, type HdfsConfig } from '../../modules/config/environment.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { duckdbEngine } from './duckdb/engine.ts';
import type { Engine } from './engine.ts';
import { emrServerlessClient, emrServerlessEngine } from './spark/emr-serverless.ts';
import { duckdbLimits } from './usual.ts';

/** What a call may ask for; the schedule's own event asks for nothing. */
const wish = z.object({ engine: z.enum(['duckdb', 'spark']) });

/** The function itself has 15 minutes, and needs some of them for what comes before and after. */
const sparkTimeout = 12 * 60_000;

export interface EngineDependencies {
  readonly hdfs: WebHdfs;
  readonly config: HdfsConfig;
  readonly scratch: string;
}

/**
 * The engine that an event asks for (`{"engine": "spark"}`), else the one that the environment names, else DuckDB. Spark is
 * EMR Serverless: `config_missing` where the stack has none.
 */
export function chooseEngine(
  event: unknown,
  { hdfs, config, scratch }: EngineDependencies,
  environment?: Environment,
): Engine {
  const asked = wish.safeParse(event);
  const name = asked.success ? asked.data.engine : analyticsEngine(environment);
  if (name === 'duckdb') return duckdbEngine({ ...duckdbLimits, hdfs, scratch });
  return emrServerlessEngine({
    ...sparkConfig(environment),
    hdfs,
    hdfsUser: config.user,
    connect: emrServerlessClient,
    timeout: sparkTimeout,
  });
}
