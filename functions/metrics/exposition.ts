import { Gauge, Registry } from 'prom-client';
import { definitions, type Sample } from './samples.ts';

/** Samples in Prometheus's text format. A metric without a sample is left out. */
export async function exposition(samples: readonly Sample[]): Promise<{ contentType: string; body: string }> {
  const registry = new Registry();
  for (const [name, own] of Map.groupBy(samples, (sample) => sample.name)) addMetric(registry, name, own);
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function addMetric(registry: Registry, name: Sample['name'], samples: readonly Sample[]): void {
  const { help, ...definition } = definitions[name];
  const gauge = new Gauge<string>({
    name,
    help,
    labelNames: 'labels' in definition ? [...definition.labels] : [],
    registers: [registry],
  });
  for (const { labels, value } of samples) gauge.set({ ...labels }, value);
}
