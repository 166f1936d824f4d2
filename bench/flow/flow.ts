import { rmSync } from 'node:fs';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { findInstance, instanceAt, type Instance } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';
import { eventSource } from '../../local/services/event-source.ts';
import { startService, stopService } from '../../local/services/services.ts';
import { measureDelay } from './delay.ts';
import { loadProducts } from './load.ts';
import { measureMemory } from './memory.ts';
import { renderFlow } from './render.ts';
import { measureThroughput } from './throughput.ts';

export interface FlowOptions {
  readonly products: number;
  /** Products a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly instance?: string;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Measures filter and index one after the other on the same products, then the delay of the whole flow, then memory. */
export async function benchFlow(options: FlowOptions): Promise<void> {
  if (options.instance !== undefined) return measure(findInstance(options.instance), options);
  const instance = instanceAt(`bench-${process.pid}`, await freePortOffset());
  try {
    await bringUp(instance, { sample: false });
    await measure(instance, options);
  } finally {
    await takeDown(instance);
    rmSync(instance.directory, { recursive: true, force: true });
  }
}

async function measure(instance: Instance, { products, rate, seconds }: FlowOptions): Promise<void> {
  tell(`${products} products into \`products\`…`);
  await stopService(instance, eventSource);
  const bytes = await loadProducts(instance, products);
  tell('filter…');
  const filter = await measureThroughput(instance, { functionName: 'filter', topic: 'products' });
  tell('index…');
  const index = await measureThroughput(instance, { functionName: 'index', topic: 'filtered_products' });
  await startService(instance, eventSource);
  tell(`delay at ${rate}/s for ${seconds} s…`);
  const delay = await measureDelay(instance, { rate, seconds });
  const memory = measureMemory(instance);
  process.stdout.write(
    `${renderFlow({ products, bytesEach: bytes / products, filter, index, rate, delay, memory })}\n`,
  );
}
