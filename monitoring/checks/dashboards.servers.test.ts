import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineClientConfig } from '../../local/engine/endpoint.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { findMonitoring } from '../../local/setup/monitoring.ts';
import { prometheusUrl } from '../../local/services/prometheus.ts';
import { testInstance } from '../../tests/support/instance.ts';
import type { Answer, TimeRange } from './answer.ts';
import { askCloudWatch } from './cloudwatch.ts';
import { dashboards, provisionedSources, type DashboardFile, type Panel, type Target } from './files.ts';
import { askOpenSearch } from './opensearch.ts';
import { askPrometheus, presentValuesOf, valuesOf, type PrometheusSource } from './prometheus.ts';
import { fillInstance, work } from './traffic.ts';

const instance = testInstance();
const cloudwatch = new CloudWatchClient({
  ...engineClientConfig(instance),
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 },
});
const opensearch = opensearchOf(instance);
const sourceOf = new Map(provisionedSources.map((source) => [source.uid, source]));
const prometheus: PrometheusSource = {
  url: prometheusUrl(instance),
  scrapeInterval: Number.parseInt(sourceOf.get('prometheus')?.jsonData.timeInterval ?? '', 10) * 1_000,
};

/** Monitoring is optional: a machine that cannot have Prometheus has nothing to ask. */
const isWatched = findMonitoring() !== undefined;

/** Metrics come by scrapes, and by logs that are read every few seconds; a busy machine is slow. */
const showTimeoutMs = 120_000;
const lookEvery = 5_000;

beforeAll(async () => {
  if (isWatched) await fillInstance(instance);
}, 300_000);
afterAll(async () => {
  cloudwatch.destroy();
  await opensearch.close();
});

type Choices = Readonly<Record<string, readonly string[]>>;

/** Each variable once with everything, as a dashboard opens, and once with two values of now, as people choose. */
async function choices({ variables }: DashboardFile): Promise<Choices[]> {
  if (variables.length === 0) return [{}];
  const all = await Promise.all(
    variables.map(async (variable) => ({
      name: variable.name,
      values: await valuesOf(prometheus, variable),
      two: (await presentValuesOf(prometheus, variable)).slice(0, 2),
    })),
  );
  return [
    Object.fromEntries(all.map(({ name, values }) => [name, values])),
    Object.fromEntries(all.map(({ name, two }) => [name, two])),
  ];
}

function ask(target: Target, range: TimeRange, chosen: Choices): Promise<Answer> {
  const source = sourceOf.get(target.datasource.uid);
  if (source?.type === 'prometheus') return askPrometheus(prometheus, target, range, chosen);
  if (source?.type === 'cloudwatch') return askCloudWatch(cloudwatch, target, range);
  const { database: index = '', timeField = '' } = source?.jsonData ?? {};
  return askOpenSearch({ client: opensearch, index, timeField }, target, range);
}

/** What is wrong with a panel: a query without data, or nothing but zeros. */
async function problemsOf({ title, targets }: Panel, range: TimeRange, chosen: Choices): Promise<string[]> {
  const answers = await Promise.all(
    targets.map(async (target) => ({ refId: target.refId, answer: await ask(target, range, chosen) })),
  );
  const empty = answers.flatMap(({ refId, answer }) => (answer.ok ? [] : [`${title}, ${refId}: ${answer.problem}`]));
  const isZero = answers.every(({ answer }) => answer.ok && answer.values.every((value) => value === 0));
  return isZero ? [`${title}: only zeros`] : empty;
}

/** Asks panels until they have data, while the platform works. What is left when time is over is what is wrong. */
async function problems(dashboard: DashboardFile): Promise<string[]> {
  const deadline = Date.now() + showTimeoutMs;
  for (let open = dashboard.panels; ;) {
    const chosen = await choices(dashboard);
    const to = Date.now();
    const range = { from: to - dashboard.range, to };
    const found = [];
    for (const panel of open)
      for (const each of chosen) found.push({ panel, problems: await problemsOf(panel, range, each) });
    const wrong = found.filter((each) => each.problems.length > 0);
    if (wrong.length === 0 || Date.now() > deadline) return wrong.flatMap((each) => each.problems);
    open = [...new Set(wrong.map(({ panel }) => panel))];
    await work(instance);
    await pause(lookEvery);
  }
}

test.runIf(isWatched).each(dashboards)(
  'every query of «$title» returns data, and no panel shows only zeros',
  async (dashboard) => {
    expect(await problems(dashboard)).toEqual([]);
  },
  showTimeoutMs + 240_000,
);
