import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../local/instance/instance.ts';
import { monitoringDirectory, ruleFileNames } from '../../local/monitoring/prometheus-config.ts';
import { dashboardFiles } from '../dashboards/dashboards.ts';
import { dataSources } from '../dashboards/data-sources.ts';
import { dashboardFolders, dashboards, panels, provisionedSources, type Panel } from './files.ts';
import { seriesNames } from './interpolate.ts';

const textOf = (...path: string[]): string => readFileSync(join(projectRoot, ...path), 'utf8');
const russian = /[а-яё]/iu;

test('the files are what `npm run dashboards` writes', () => {
  expect(new Map(dashboards.map(({ file, text }) => [file, text]))).toEqual(
    new Map([...dashboardFiles()].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  );
});

test('every data source of the dashboards is provisioned, with the same type, index and time', () => {
  const provisioned = provisionedSources.map(({ uid, type, jsonData: { database, timeField } }) => ({
    uid,
    type,
    ...(database !== undefined && { index: database, timeField }),
  }));
  expect(provisioned).toEqual(Object.values(dataSources).map((source) => ({ ...source })));
  const known = new Map(provisioned.map(({ uid, type }) => [uid, type]));
  const used = [
    ...panels.flatMap(({ datasource, targets }) => [datasource, ...targets.map((target) => target.datasource)]),
    ...dashboards.flatMap(({ variables }) => variables.map(({ datasource }) => datasource)),
  ];
  expect(used.filter(({ uid, type }) => known.get(uid) !== type)).toEqual([]);
  expect(new Set(used.map(({ uid }) => uid))).toEqual(new Set(known.keys()));
});

test('Grafana looks for dashboards where they are mounted, and its environment says where data is', () => {
  expect(dashboardFolders).toEqual(['/etc/grafana/dashboards']);
  const addresses = provisionedSources.map(({ url, jsonData }) => url ?? jsonData.endpoint);
  expect(addresses).toEqual(['${PROMETHEUS_URL}', '${CLOUDWATCH_ENDPOINT}', '${OPENSEARCH_URL}', '${OPENSEARCH_URL}']);
});

/** By the types in pkg/services/provisioning of Grafana's sources; it passes over any other key without a word. */
const provisioningKeys = {
  datasources: {
    file: ['apiVersion', 'prune', 'datasources', 'deleteDatasources'],
    entry: (
      'orgId orgName version name type access url user database basicAuth basicAuthUser withCredentials isDefault ' +
      'correlations jsonData secureJsonData editable uid'
    ).split(' '),
  },
  dashboards: {
    file: ['apiVersion', 'providers'],
    entry:
      'orgId orgName name type folder folderUid editable options disableDeletion updateIntervalSeconds allowUiUpdates'.split(
        ' ',
      ),
  },
} as const;

test.each([
  ['datasources', 'datasources'],
  ['dashboards', 'providers'],
] as const)('Grafana knows every key of what it is given under provisioning/%s', (folder, list) => {
  const schema = z.looseObject({ [list]: z.array(z.record(z.string(), z.unknown())) });
  const file = schema.parse(parse(textOf('monitoring/grafana/provisioning', folder, 'marketplace.yml')));
  const keys: { readonly file: readonly string[]; readonly entry: readonly string[] } = provisioningKeys[folder];
  expect(Object.keys(file).filter((key) => !keys.file.includes(key))).toEqual([]);
  const entries = z.array(z.record(z.string(), z.unknown())).parse(file[list]);
  expect(entries.flatMap((entry) => Object.keys(entry)).filter((key) => !keys.entry.includes(key))).toEqual([]);
});

test('dashboards and panels have names of their own', () => {
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
  for (const { file, uid, ids, panels: own } of dashboards) {
    expect(uid).toBe(`marketplace-${file.replace('.json', '')}`);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    for (const { targets } of own) expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  }
});

test.each(panels)('$name says in Russian what it shows, and fits the page', ({ title, description, gridPos }) => {
  expect(title).toMatch(russian);
  expect(description).toMatch(russian);
  expect(description).toMatch(/\.$/u);
  expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

const legendOf = ({ legendFormat, label, alias, bucketAggs }: Panel['targets'][number]): unknown =>
  legendFormat ??
  label ??
  (z
    .array(z.object({ type: z.string() }))
    .safeParse(bucketAggs)
    .data?.at(-1)?.type === 'terms' ||
    alias);

test.each(panels)('$name names its lines', ({ targets }) => {
  for (const target of targets) expect(legendOf(target)).toBeTruthy();
});

test('no builder left a kind unknown', () => {
  for (const { text } of dashboards) expect(text).not.toContain('"unknown"');
});

test('every alert that a panel names has its section in docs/operations.md', () => {
  const sections = textOf('docs/operations.md').matchAll(/^## (?<name>\w+)$/gmu);
  const known = new Set(Array.from(sections, ({ groups }) => groups?.['name'] ?? ''));
  const named = panels.flatMap(({ links }) =>
    links.map(({ url }) =>
      decodeURIComponent(url.replace('/public/docs/operations.md#:~:text=', '')).replace('## ', ''),
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('no interval of a rate is shorter than what it needs: the data source knows the longest scrape interval', () => {
  const config = z
    .object({
      global: z.object({ scrape_interval: z.string() }),
      scrape_configs: z.array(z.object({ job_name: z.string(), scrape_interval: z.string().optional() })),
    })
    .parse(parse(textOf('monitoring/prometheus.yml')));
  const ofItself = new Set(['prometheus', 'alertmanager']);
  const intervals = config.scrape_configs
    .filter(({ job_name }) => !ofItself.has(job_name))
    .map(({ scrape_interval = config.global.scrape_interval }) => Number.parseInt(scrape_interval, 10));
  const [prometheus] = provisionedSources;
  expect(prometheus?.jsonData.timeInterval).toBe(`${Math.max(...intervals)}s`);
});

test('series that rules record are spelled as there', () => {
  const rules = ruleFileNames().map((file) => readFileSync(join(monitoringDirectory, 'rules', file), 'utf8'));
  const recorded = new Set(
    rules.flatMap((text) => Array.from(text.matchAll(/- record: (?<name>\S+)/gu), ({ groups }) => groups?.['name'])),
  );
  const used = panels
    .flatMap(({ targets }) => targets.flatMap(({ expr }) => (typeof expr === 'string' ? seriesNames(expr) : [])))
    .filter((name) => name.includes(':'));
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((name) => !recorded.has(name))).toEqual([]);
});
