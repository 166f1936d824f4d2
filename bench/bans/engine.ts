import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BanRule } from '../../modules/bans/rule.ts';

const measuredSchema = z.object({
  /** Seconds on processors from the records of a list to the list, ready to be compared. */
  build_s: z.number(),
  /** What the list holds in memory. */
  bytes: z.number(),
  /** Seconds from the record of one changed rule to the first product that is judged by it; the median. */
  change_s: z.number(),
  /** On one core. */
  products_per_second: z.number(),
  matched_share: z.number(),
});

export type Measured = z.infer<typeof measuredSchema>;

const run = promisify(execFile);
const endTimeoutMs = 600_000;

/** Measures our engine in a process of its own. */
export async function measureEngine(rules: readonly BanRule[], products: number): Promise<Measured> {
  const running = run(process.execPath, [join(import.meta.dirname, 'child.ts'), String(products)], {
    timeout: endTimeoutMs,
  });
  running.child.stdin?.end(JSON.stringify(rules));
  const { stdout } = await running;
  return measuredSchema.parse(JSON.parse(stdout));
}
