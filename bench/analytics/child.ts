import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compute, computeDay } from '../../functions/analytics/duckdb/compute.ts';
import type { PreparationReport } from '../../functions/analytics/engine.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { duckdbLimits } from '../../functions/analytics/usual.ts';
import { memoryOf, resetPeak } from '../measure/processes.ts';
import type { Measured, MeasuredStep } from './engines.ts';
import { benchNow, benchWindow, type BenchInputs } from './generate.ts';

// A process of its own, so that its peak of memory is that of the work: node child.ts <directory>, with inputs.json in it.
const [directory = ''] = process.argv.slice(2);
const work = join(directory, 'work');
const given = z.custom<BenchInputs>().parse(JSON.parse(readFileSync(join(directory, 'inputs.json'), 'utf8')));
const inputs: Record<keyof BenchInputs['inputs'], readonly string[]> = { ...given.inputs };
const steps: MeasuredStep[] = [];
const note = ({ name, seconds }: PreparationReport): void => {
  steps.push({ name, seconds, peakBytes: memoryOf(process.pid, 'status', 'VmHWM') });
  resetPeak();
};
const startedAt = performance.now();
for (const part of given.days) {
  const result = await computeDay(part, duckdbLimits, work);
  inputs[part.table] = [...inputs[part.table], result.file];
  note(result);
}
await compute(
  {
    runId: 'bench',
    now: benchNow,
    window: benchWindow,
    inputs,
    prepared: preparedQueries(),
    analyses: analysisQueries(),
  },
  duckdbLimits,
  work,
  async (result) => note(result),
  note,
);
const measured: Measured = { seconds: (performance.now() - startedAt) / 1_000, steps };
process.stdout.write(JSON.stringify(measured));
