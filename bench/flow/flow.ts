import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '../../local/instance/instance.ts';
import { settleFlow } from '../../local/platform/quiet.ts';
import { eventSource } from '../../local/services/event-source.ts';
import { processes, startService, stopService } from '../../local/services/services.ts';
import { coresDuring } from '../measure/cpu.ts';
import { onInstance } from '../measure/instance.ts';
import { measureDelay } from './delay.ts';
import { loadProducts } from './load.ts';
import { measureMemory } from './memory.ts';
import { renderFlow } from './render.ts';
import { measureThroughput, type Throughput } from './throughput.ts';

export interface FlowOptions {
  /** Products that go through before anything is measured: Java and JavaScript compile what they run often. */
  readonly warmUp: number;
  readonly products: number;
  /** Products a second. */
  readonly rate: number;
  readonly seconds: number;
  /** For how many seconds products come at that rate before anything is measured: right behind many, servers tidy up. */
  readonly steady: number;
  readonly instance?: string;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/**
 * Measures filter, index and archive one after the other on the same products, then the delay of the whole flow, then memory;
 * and how many cores each server keeps busy at that rate, and at rest behind it.
 */
export const benchFlow = (options: FlowOptions): Promise<void> =>
  onInstance(options.instance, (instance) => measure(instance, options));

async function measure(instance: Instance, { warmUp, products, rate, seconds, steady }: FlowOptions): Promise<void> {
  await stopService(instance, eventSource);
  if (warmUp > 0) {
    tell(`warming up with ${warmUp} products…`);
    await throughEach(instance, warmUp);
  }
  tell(`${products} products through filter, then index, then archive…`);
  const { bytes, ...throughputs } = await throughEach(instance, products);
  await startService(instance, eventSource);
  await settleFlow(instance, settleTimeoutMs, { archived: true });
  tell(`delay at ${rate}/s for ${seconds} s, and ${steady} s before that…`);
  if (steady > 0) await measureDelay(instance, { rate, seconds: steady, round: 'warm-up' });
  const names = processes.map(({ name }) => name);
  const { result: delay, cores: atRate } = await coresDuring(instance, names, () =>
    measureDelay(instance, { rate, seconds, round: 'measured' }),
  );
  const memory = measureMemory(instance);
  await settleFlow(instance, settleTimeoutMs, { archived: true });
  tell(`at rest, ${restSeconds} s…`);
  const { cores: atRest } = await coresDuring(instance, names, () => pause(restSeconds * 1_000));
  const bytesEach = bytes / products;
  const figures = { products, bytesEach, ...throughputs, rate, delay, memory, atRate, atRest };
  process.stdout.write(`${renderFlow(figures)}\n`);
}

/** Milliseconds for what the measured functions have left for others. */
const settleTimeoutMs = 300_000;

const restSeconds = 60;

/** How much of the products the archive may leave, waiting for more. */
const unarchived = 0.3;

/** Each function works alone, on what the one before it has left. */
async function throughEach(
  instance: Instance,
  products: number,
): Promise<{
  readonly bytes: number;
  readonly filter: Throughput;
  readonly index: Throughput;
  readonly archive: Throughput;
}> {
  const bytes = await loadProducts(instance, products);
  const filter = await measureThroughput(instance, { functionName: 'filter', topic: 'products' });
  const index = await measureThroughput(instance, { functionName: 'index', topic: 'filtered_products' });
  const rest = products * unarchived;
  const archive = await measureThroughput(instance, { functionName: 'archive', topic: 'products', rest });
  return { bytes, filter, index, archive };
}
