import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findNeighbours } from '../../functions/analytics/neighbours/neighbours.ts';
import { memoryOf } from '../measure/processes.ts';
import type { MeasuredStep } from './engines.ts';

// A process of its own, as child.ts: node neighbours.ts <directory>, with what an engine computed in it.
const [directory = ''] = process.argv.slice(2);
const work = join(directory, 'work');
const names = readdirSync(work, { recursive: true, encoding: 'utf8' });
const filesOf = (result: string): string[] =>
  names.filter((name) => name.startsWith(result) && name.endsWith('.parquet')).map((name) => join(work, name));
const startedAt = performance.now();
await findNeighbours({ coOccurrence: filesOf('co_occurrence'), sharedBuyers: filesOf('shared_buyers') }, directory);
const step: MeasuredStep = {
  name: 'neighbours',
  seconds: (performance.now() - startedAt) / 1_000,
  peakBytes: memoryOf(process.pid, 'status', 'VmHWM'),
};
process.stdout.write(JSON.stringify(step));
