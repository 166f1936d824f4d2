import type { Instance } from '../../local/instance/instance.ts';
import { eventSource } from '../../local/services/event-source.ts';
import { startService, stopService } from '../../local/services/services.ts';
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
  readonly instance?: string;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Measures filter and index one after the other on the same products, then the delay of the whole flow, then memory. */
export const benchFlow = (options: FlowOptions): Promise<void> =>
  onInstance(options.instance, (instance) => measure(instance, options));

async function measure(instance: Instance, { warmUp, products, rate, seconds }: FlowOptions): Promise<void> {
  await stopService(instance, eventSource);
  if (warmUp > 0) {
    tell(`warming up with ${warmUp} products…`);
    await throughBoth(instance, warmUp);
  }
  tell(`${products} products through filter, then index…`);
  const { bytes, filter, index } = await throughBoth(instance, products);
  await startService(instance, eventSource);
  tell(`delay at ${rate}/s for ${seconds} s…`);
  const delay = await measureDelay(instance, { rate, seconds });
  const memory = measureMemory(instance);
  process.stdout.write(
    `${renderFlow({ products, bytesEach: bytes / products, filter, index, rate, delay, memory })}\n`,
  );
}

/** Each function works alone, on what the one before it has left. */
async function throughBoth(
  instance: Instance,
  products: number,
): Promise<{ readonly bytes: number; readonly filter: Throughput; readonly index: Throughput }> {
  const bytes = await loadProducts(instance, products);
  const filter = await measureThroughput(instance, { functionName: 'filter', topic: 'products' });
  const index = await measureThroughput(instance, { functionName: 'index', topic: 'filtered_products' });
  return { bytes, filter, index };
}
