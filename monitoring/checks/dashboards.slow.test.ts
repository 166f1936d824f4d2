import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { dashboards, panels } from './files.ts';
import { grafanaSchema, type Check, type GrafanaSchema } from './grafana-schema.ts';

let schema: GrafanaSchema;
beforeAll(() => {
  schema = grafanaSchema();
});

test.each(dashboards)("$file is a dashboard by Grafana's own schema", ({ json }) => {
  expect(schema.dashboard(json)).toEqual([]);
});

test("options of panels and queries of CloudWatch are what Grafana's own schema says", () => {
  const types = ['bargauge', 'stat', 'table', 'timeseries'] as const;
  const options = new Map<string, Check>(types.map((type) => [type, schema.part(type)]));
  const [lines, cloudwatch] = [schema.part('timeseriesFields'), schema.part('cloudwatch')];
  const problems = panels.flatMap(({ name, type, targets, ...panel }) => {
    const queries = targets.filter(({ datasource }) => datasource.type === 'cloudwatch');
    const own = options.get(type)?.(panel.options) ?? [`${type} is not known`];
    const custom = type === 'timeseries' ? lines(panel.fieldConfig.defaults.custom) : [];
    const found = [...own, ...custom, ...queries.flatMap((query) => cloudwatch(query))];
    return found.map((problem) => `${name}: ${problem}`);
  });
  expect(problems).toEqual([]);
});

test('the schema refuses a property that is misspelt, a wrong type and an unknown mode', () => {
  const [first] = dashboards;
  const broken = (change: (panel: Record<string, unknown>) => object): unknown => {
    const json = z
      .looseObject({ panels: z.array(z.record(z.string(), z.unknown())) })
      .parse(structuredClone(first?.json));
    return { ...json, panels: json.panels.map((panel, index) => (index === 1 ? change(panel) : panel)) };
  };
  expect(schema.dashboard(broken((panel) => panel))).toEqual([]);
  expect(schema.dashboard(broken((panel) => ({ ...panel, titel: 'x' })))).not.toEqual([]);
  expect(schema.dashboard(broken((panel) => ({ ...panel, title: 5 })))).not.toEqual([]);
  expect(schema.dashboard({ ...z.looseObject({}).parse(first?.json), graphTooltip: 7 })).not.toEqual([]);
});
