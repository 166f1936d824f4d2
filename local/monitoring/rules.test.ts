import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../instance/instance.ts';
import { monitoringDirectory, ruleFileNames } from './prometheus-config.ts';

const alertSchema = z.looseObject({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['critical', 'warning', 'none']) }).loose(),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook: z.string() }),
});
const recordSchema = z.looseObject({ record: z.string(), expr: z.string() });
const ruleSchema = z.union([alertSchema, recordSchema]);
const fileSchema = z.object({ groups: z.array(z.object({ rules: z.array(ruleSchema) })) });

const textOf = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const rules = ruleFileNames()
  .flatMap((file) => fileSchema.parse(parse(textOf(monitoringDirectory, 'rules', file))).groups)
  .flatMap((group) => group.rules);
const alerts = rules.flatMap((rule) => alertSchema.safeParse(rule).data ?? []);
const recorded = new Map(
  rules.flatMap((rule) => {
    const { data } = recordSchema.safeParse(rule);
    return data === undefined ? [] : [[data.record, data.expr]];
  }),
);

const testFileSchema = z.object({
  tests: z.array(
    z.object({
      input_series: z.array(z.object({ series: z.string() })),
      promql_expr_test: z
        .array(z.object({ exp_samples: z.array(z.object({ labels: z.string().default('') })).default([]) }))
        .default([]),
      alert_rule_test: z
        .array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }))
        .default([]),
    }),
  ),
});

type Case = z.infer<typeof testFileSchema>['tests'][number];

const cases: readonly Case[] = readdirSync(join(monitoringDirectory, 'rules'))
  .filter((file) => file.endsWith('.test.yml'))
  .flatMap((file) => testFileSchema.parse(parse(textOf(monitoringDirectory, 'rules', file))).tests);

const firesIn = (name: string, { promql_expr_test: questions, alert_rule_test: checks }: Case) =>
  questions.some(({ exp_samples }) => exp_samples.some(({ labels }) => labels.includes(`alertname="${name}"`))) ||
  checks.some(({ alertname, exp_alerts }) => alertname === name && exp_alerts.length > 0);

/** Names of series in an expression, and of those that recorded ones are made of. */
function seriesIn(expression: string): readonly string[] {
  const names = expression.match(/[a-z_:][\w:]*/giu) ?? [];
  return names.flatMap((name) => [name, ...(recorded.has(name) ? seriesIn(recorded.get(name) ?? '') : [])]);
}

/** A case in which an alert does not fire proves nothing unless the alert sees something in it. */
const staysSilentIn = ({ alert, expr }: z.infer<typeof alertSchema>, { input_series, alert_rule_test: checks }: Case) =>
  checks.some(({ alertname, exp_alerts }) => alertname === alert && exp_alerts.length === 0) &&
  input_series.some(({ series }) => seriesIn(expr).includes(series.split('{')[0] ?? ''));

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
  expect(cases.some((each) => firesIn(name, each))).toBe(true);
});

it.each(alerts.filter(({ alert }) => alert !== 'Watchdog').map((alert) => [alert.alert, alert] as const))(
  '%s has a case in which it stays silent though it looks',
  (_, alert) => {
    expect(cases.some((each) => staysSilentIn(alert, each))).toBe(true);
  },
);

it('no case is about an alert that does not exist', () => {
  const names = new Set(alerts.map(({ alert }) => alert));
  const tested = cases.flatMap(({ alert_rule_test }) => alert_rule_test.map(({ alertname }) => alertname));
  expect(tested.filter((name) => !names.has(name))).toEqual([]);
});
