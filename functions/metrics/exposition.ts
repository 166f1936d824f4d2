import { Counter, Gauge, Registry } from 'prom-client';
import { definitions, type Sample } from './samples.ts';

/** Samples in Prometheus's text format. A metric without a sample is left out. */
export async function exposition(samples: readonly Sample[]): Promise<{ contentType: string; body: string }> {
  const registry = new Registry();
  for (const [name, own] of Map.groupBy(samples, (sample) => sample.name)) addMetric(registry, name, own);
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function addMetric(registry: Registry, name: Sample['name'], samples: readonly Sample[]): void {
  const { type, help, ...definition } = definitions[name];
  const settings = {
    name,
    help,
    labelNames: 'labels' in definition ? [...definition.labels] : [],
    registers: [registry],
  };
  if (type === 'gauge') {
    const gauge = new Gauge<string>(settings);
    for (const { labels, value } of samples) gauge.set({ ...labels }, value);
  } else {
    const counter = new Counter<string>(settings);
    for (const { labels, value } of samples) counter.inc({ ...labels }, value);
  }
}
