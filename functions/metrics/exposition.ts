import { Counter, Gauge, Registry } from 'prom-client';
import { definitions, type Figure } from './figures.ts';

/** Figures in Prometheus's text format. A metric without a figure is left out. */
export async function exposition(figures: readonly Figure[]): Promise<{ contentType: string; body: string }> {
  const registry = new Registry();
  for (const [name, own] of Map.groupBy(figures, (figure) => figure.name)) addMetric(registry, name, own);
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function addMetric(registry: Registry, name: Figure['name'], figures: readonly Figure[]): void {
  const { type, help, ...definition } = definitions[name];
  const settings = {
    name,
    help,
    labelNames: 'labels' in definition ? [...definition.labels] : [],
    registers: [registry],
  };
  if (type === 'gauge') {
    const gauge = new Gauge<string>(settings);
    for (const { labels, value } of figures) gauge.set({ ...labels }, value);
  } else {
    const counter = new Counter<string>(settings);
    for (const { labels, value } of figures) counter.inc({ ...labels }, value);
  }
}
