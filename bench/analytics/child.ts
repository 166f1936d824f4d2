import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compute } from '../../functions/analytics/duckdb/compute.ts';
import type { PreparationReport } from '../../functions/analytics/engine.ts';
import { inputTables } from '../../functions/analytics/input-tables.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { duckdbLimits } from '../../functions/analytics/usual.ts';
import { keysOf } from '../../modules/objects/entries.ts';
import { memoryOf, resetPeak } from '../measure/processes.ts';
import type { Measured, MeasuredStep } from './engines.ts';
import { benchNow, benchWindow } from './generate.ts';

// A process of its own, so that its peak of memory is that of the work: node child.ts <directory>, with inputs.json in it.
const [directory = ''] = process.argv.slice(2);
const inputsSchema = z.record(z.enum(keysOf(inputTables)), z.array(z.string()));
const inputs = inputsSchema.parse(JSON.parse(readFileSync(join(directory, 'inputs.json'), 'utf8')));
const job = { runId: 'bench', now: benchNow, window: benchWindow, inputs };
const steps: MeasuredStep[] = [];
const note = ({ name, seconds }: PreparationReport): void => {
  steps.push({ name, seconds, peakBytes: memoryOf(process.pid, 'status', 'VmHWM') });
  resetPeak();
};
const startedAt = performance.now();
await compute(
  { ...job, prepared: preparedQueries(), analyses: analysisQueries() },
  duckdbLimits,
  join(directory, 'work'),
  async (result) => note(result),
  note,
);
const measured: Measured = { seconds: (performance.now() - startedAt) / 1_000, steps };
process.stdout.write(JSON.stringify(measured));
