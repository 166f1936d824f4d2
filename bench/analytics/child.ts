import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compute } from '../../functions/analytics/duckdb/compute.ts';
import type { AnalysisReport, Job } from '../../functions/analytics/engine.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { duckdbLimits } from '../../functions/analytics/usual.ts';
import { memoryOf } from '../measure/processes.ts';
import { benchNow, benchWindow } from './generate.ts';

// A process of its own, so that its peak of memory is that of the work: node child.ts <directory>, with inputs.json in it.
const [directory = ''] = process.argv.slice(2);
const inputs = JSON.parse(readFileSync(join(directory, 'inputs.json'), 'utf8')) as Job['inputs'];
const job = { runId: 'bench', now: benchNow, window: benchWindow, inputs };
const analyses: AnalysisReport[] = [];
const startedAt = performance.now();
const preparations = await compute(
  { ...job, prepared: preparedQueries(), analyses: analysisQueries() },
  duckdbLimits,
  join(directory, 'work'),
  async ({ name, file, seconds, rows }) => {
    analyses.push({ name, seconds, rows, bytes: (await stat(file)).size });
  },
);
const seconds = (performance.now() - startedAt) / 1_000;
process.stdout.write(
  JSON.stringify({ seconds, preparations, analyses, peakBytes: memoryOf(process.pid, 'status', 'VmHWM') }),
);
