import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { apiAddress } from '../deploy/api.ts';
import { metricsKey } from '../deploy/secrets.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { brokerIds, hostPortOf } from '../../modules/platform/instance/hosts.ts';
import type { PortName } from '../../modules/platform/instance/ports.ts';

/** Where a job finds what it scrapes; a job without it is left out. */
interface ScrapeTargets {
  readonly targets: readonly { readonly address: string; readonly labels?: Readonly<Record<string, string>> }[];
  /** Other than /metrics. */
  readonly path?: string;
  /** File with what is sent as `Authorization: Bearer`. Read at every scrape. */
  readonly keyFile?: string;
}

/** What is not the same for every instance. */
interface InstanceSettings {
  /** By the name that a job has in monitoring/prometheus.yml. */
  readonly jobs: Readonly<Record<string, ScrapeTargets | undefined>>;
  readonly ruleFiles: readonly string[];
  readonly alertmanager: string;
}

export const monitoringDirectory = join(projectRoot, 'monitoring');

const sourceSchema = z.looseObject({ scrape_configs: z.array(z.looseObject({ job_name: z.string() })) });

export const prometheusFile = (instance: Instance): string => join(instance.directory, 'prometheus/prometheus.yml');

/** Names of the rule files; their tests stand beside them. */
export const ruleFileNames = (): readonly string[] =>
  readdirSync(join(monitoringDirectory, 'rules'))
    .filter((file) => file.endsWith('.yml') && !file.endsWith('.test.yml'))
    .toSorted();

/** monitoring/prometheus.yml with the settings of one instance, as YAML. */
export function prometheusConfig({ jobs, ruleFiles, alertmanager }: InstanceSettings): string {
  const source = sourceSchema.parse(parse(readFileSync(join(monitoringDirectory, 'prometheus.yml'), 'utf8')));
  const scraped = source.scrape_configs.flatMap((job) => {
    const scrape = jobs[job.job_name];
    if (scrape === undefined) return [];
    const { targets, path, keyFile } = scrape;
    return {
      ...job,
      ...(path !== undefined && { metrics_path: path }),
      ...(keyFile !== undefined && { authorization: { type: 'Bearer', credentials_file: keyFile } }),
      static_configs: targets.map(({ address, labels }) => ({ targets: [address], ...(labels && { labels }) })),
    };
  });
  const alerting = { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] };
  return stringify({ ...source, rule_files: ruleFiles, alerting, scrape_configs: scraped });
}

/** Writes the configuration of an instance's Prometheus. Without a deployed stack its own figures are not scraped. */
export async function writePrometheusConfig(instance: Instance): Promise<void> {
  const directory = join(instance.directory, 'prometheus');
  mkdirSync(directory, { recursive: true });
  const settings = {
    jobs: { ...serverJobs(instance), marketplace: await figures(instance, join(directory, 'metrics-key')) },
    ruleFiles: ruleFileNames().map((file) => join(monitoringDirectory, 'rules', file)),
    alertmanager: hostPortOf(instance, 'alertmanager', 'alertmanager'),
  };
  writeFileSync(prometheusFile(instance), prometheusConfig(settings));
}

function serverJobs(instance: Instance): Readonly<Record<string, ScrapeTargets>> {
  const at = (service: string, port: PortName): string => hostPortOf(instance, service, port);
  const hdfs = { namenode: 'nameNode', datanode: 'dataNode' } as const;
  return {
    kafka: {
      targets: brokerIds.map((id) => ({
        address: at(`broker-${id}`, `brokerMetrics${id}`),
        labels: { broker: String(id) },
      })),
    },
    hdfs: {
      targets: Object.entries(hdfs).map(([server, port]) => ({ address: at(server, port), labels: { server } })),
    },
    'event-source': { targets: [{ address: at('event-source', 'eventSource') }] },
    prometheus: { targets: [{ address: at('prometheus', 'prometheus') }] },
    alertmanager: { targets: [{ address: at('alertmanager', 'alertmanager') }] },
  };
}

/** Without a stack there are none, and an alert says that they are missing. */
async function figures(instance: Instance, keyFile: string): Promise<ScrapeTargets | undefined> {
  const key = await metricsKey(instance).catch(() => undefined);
  if (key === undefined) return undefined;
  writeFileSync(keyFile, key, { mode: 0o600 });
  const { host, pathname } = new URL(`${await apiAddress(instance)}/metrics`);
  return { targets: [{ address: host }], path: pathname, keyFile };
}
