import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const grafana = join(import.meta.dirname, '../grafana');

const referenceSchema = z.object({ type: z.string(), uid: z.string() });
const targetSchema = z.looseObject({ refId: z.string(), datasource: referenceSchema });
const thresholdsSchema = z.object({ steps: z.array(z.looseObject({})) });
const panelSchema = z.looseObject({
  id: z.int(),
  type: z.string(),
  title: z.string(),
  description: z.string(),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  datasource: referenceSchema,
  targets: z.array(targetSchema).min(1),
  links: z.array(z.looseObject({ url: z.string() })),
  options: z.record(z.string(), z.unknown()),
  fieldConfig: z.object({
    defaults: z.looseObject({ unit: z.string().min(1), thresholds: thresholdsSchema, custom: z.unknown().optional() }),
  }),
});
const rowSchema = z.looseObject({ type: z.literal('row'), id: z.int(), title: z.string() });
const variableSchema = z.looseObject({
  name: z.string(),
  type: z.literal('query'),
  datasource: referenceSchema,
  query: z.looseObject({ query: z.string() }),
});
const dashboardSchema = z.looseObject({
  uid: z.string(),
  title: z.string(),
  time: z.object({ from: z.templateLiteral(['now-', z.int(), 'h']), to: z.literal('now') }),
  templating: z.object({ list: z.array(variableSchema) }),
  panels: z.array(z.union([rowSchema, panelSchema])),
});

export type Panel = z.infer<typeof panelSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Variable = z.infer<typeof variableSchema>;

/** A dashboard's file. */
export interface DashboardFile {
  readonly file: string;
  readonly text: string;
  readonly json: unknown;
  readonly uid: string;
  readonly title: string;
  /** Milliseconds that it shows at first. */
  readonly range: number;
  readonly variables: readonly Variable[];
  /** Without the rows between them. */
  readonly panels: readonly Panel[];
  readonly ids: readonly number[];
}

/** The dashboards as they stand in their files, which is what Grafana reads. */
export const dashboards: readonly DashboardFile[] = readdirSync(join(grafana, 'dashboards')).map((file) => {
  const text = readFileSync(join(grafana, 'dashboards', file), 'utf8');
  const json: unknown = JSON.parse(text);
  const { uid, title, time, templating, panels } = dashboardSchema.parse(json);
  return {
    file,
    text,
    json,
    uid,
    title,
    range: Number.parseInt(time.from.slice('now-'.length), 10) * 3_600_000,
    variables: templating.list,
    panels: panels.flatMap((panel) => panelSchema.safeParse(panel).data ?? []),
    ids: panels.map(({ id }) => id),
  };
});

/** All their panels, each under a name that says where it is. */
export const panels = dashboards.flatMap(({ file, panels: own }) =>
  own.map((panel) => ({ ...panel, name: `${file}: ${panel.title}` })),
);

const dataSourcesSchema = z.object({
  datasources: z.array(
    z.looseObject({
      uid: z.string(),
      type: z.string(),
      url: z.string().optional(),
      jsonData: z.looseObject({
        timeInterval: z.string().optional(),
        endpoint: z.string().optional(),
        database: z.string().optional(),
        timeField: z.string().optional(),
        defaultRegion: z.string().optional(),
      }),
    }),
  ),
});

/** The data sources that Grafana is given. */
export const provisionedSources = dataSourcesSchema.parse(
  parse(readFileSync(join(grafana, 'provisioning/datasources/marketplace.yml'), 'utf8')),
).datasources;

const providersSchema = z.object({
  providers: z.array(z.looseObject({ options: z.looseObject({ path: z.string() }) })),
});

/** Folders in which Grafana looks for dashboards. */
export const dashboardFolders = providersSchema
  .parse(parse(readFileSync(join(grafana, 'provisioning/dashboards/marketplace.yml'), 'utf8')))
  .providers.map(({ options }) => options.path);
