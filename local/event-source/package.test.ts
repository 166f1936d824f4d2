import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { eventSourceMetrics } from './metrics.ts';
import { settingsList } from './settings.ts';

const folder = import.meta.dirname;
const projectRoot = join(folder, '../..');
const importOfFile = /\bfrom '(?<file>\.[^']+)'/gu;

/** The files that a file imports, and those that these import, and so on. */
function importedBy(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const { groups } of readFileSync(file, 'utf8').matchAll(importOfFile))
    importedBy(join(dirname(file), groups?.['file'] ?? ''), known);
  return known;
}

test('the event source runs without knowledge of this platform or of an instance', () => {
  const files = [...importedBy(join(folder, 'main.ts'))];
  const folders = new Set(files.map((file) => relative(projectRoot, dirname(file))));
  expect([...folders].toSorted()).toEqual([
    'local/event-source',
    'local/event-source/stack',
    'modules/errors',
    'modules/kafka',
    'modules/logging',
    'modules/retry',
    'modules/secrets',
  ]);
});

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
