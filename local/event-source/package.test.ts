import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { eventSourceMetrics } from './metrics.ts';
import { settingsList } from './settings.ts';

const folder = import.meta.dirname;
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

/** The cells of the table in a section of the README, without its head. */
function table(section: string): string[][] {
  const text = readme.split(/^## /mu).find((each) => each.startsWith(`${section}\n`)) ?? '';
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split('|').slice(1, -1)).map((cells) => cells.map((cell) => cell.trim()));
}

test("the README's settings are those of the code", () => {
  const settings = Object.entries(settingsList).map(([name, { unit, default: value, description }]) => [
    `\`${name}\``,
    value.toLocaleString('en-US'),
    unit,
    description,
  ]);
  expect(table('Settings')).toEqual(settings);
});

test("the README's metrics are those of the code", async () => {
  const registry = new Registry();
  eventSourceMetrics(registry, () => []);
  const metrics = await registry.getMetricsAsJSON();
  expect(table('Metrics').map(([name, , meaning]) => [name, meaning])).toEqual(
    metrics.map(({ name, help }) => [`\`${name}\``, help]),
  );
});
