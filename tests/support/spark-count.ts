import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { oneMachine } from '../../functions/analytics/spark/engine.ts';
import { submit } from '../../functions/analytics/spark/submit.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { ensureSpark } from '../../local/setup/spark.ts';

const within = 1_200_000;

const countSchema = z.object({ rows: z.number(), distinct: z.number() });

/** How many records Spark finds in the Parquet files beneath an HDFS directory, and how many different ones. */
export async function sparkCount(instance: Instance, directory: string): Promise<z.infer<typeof countSchema>> {
  const scratch = await mkdtemp(join(tmpdir(), 'spark-count-'));
  try {
    const lines = await submit(await ensureSpark(() => undefined), {
      script: join(import.meta.dirname, 'spark_count.py'),
      args: [`hdfs://127.0.0.1:${instance.ports.nameNodeRpc}${directory}`],
      settings: oneMachine({ scratch, replication: 1 }),
      hdfsUser: 'analytics',
      timeout: within,
    });
    const line = lines.findLast((each) => each.startsWith('COUNT ')) ?? '';
    return countSchema.parse(JSON.parse(line.slice('COUNT '.length)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
