import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../instance/instance.ts';
import { monitoringDirectory, ruleFileNames } from './prometheus-config.ts';

const alertSchema = z.looseObject({
  alert: z.string(),
  labels: z.object({ severity: z.enum(['critical', 'warning', 'none']) }).loose(),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook: z.string() }),
});
const ruleSchema = z.union([alertSchema, z.looseObject({ record: z.string() })]);
const fileSchema = z.object({ groups: z.array(z.object({ rules: z.array(ruleSchema) })) });

const textOf = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const alerts = ruleFileNames()
  .flatMap((file) => fileSchema.parse(parse(textOf(monitoringDirectory, 'rules', file))).groups)
  .flatMap(({ rules }) => rules.flatMap((rule) => alertSchema.safeParse(rule).data ?? []));

const ruleTests = readdirSync(join(monitoringDirectory, 'rules'))
  .filter((file) => file.endsWith('.test.yml'))
  .map((file) => textOf(monitoringDirectory, 'rules', file))
  .join('\n');

const sections = new Set(
  [...textOf(projectRoot, 'docs/operations.md').matchAll(/^#+ (?<title>\w+)$/gmu)].map((match) =>
    (match.groups?.['title'] ?? '').toLowerCase(),
  ),
);

it('there are alerts', () => {
  expect(alerts.length).toBeGreaterThan(20);
});

it.each(alerts.map((alert) => [alert.alert, alert] as const))('%s is told in Russian', (_, { annotations }) => {
  expect(annotations.summary).toMatch(/\p{Script=Cyrillic}/u);
  expect(annotations.description).toMatch(/\p{Script=Cyrillic}/u);
});

it.each(alerts.map((alert) => [alert.alert, alert] as const))('%s leads to a section on what to do', (_, alert) => {
  const [file, section = ''] = alert.annotations.runbook.split('#');
  expect(file).toBe('docs/operations.md');
  expect(sections).toContain(section);
});

it.each(alerts.map(({ alert }) => alert))('%s has a case in which it fires', (name) => {
  expect(ruleTests).toContain(`{alertname="${name}"}`);
});
