import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { prometheusFile, writePrometheusConfig } from '../monitoring/prometheus-config.ts';
import { findMonitoring, monitoringPrograms, noMonitoring } from '../setup/monitoring.ts';
import { serverEnvironment } from '../instance/environment.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { hostPortOf, urlOf } from '../../modules/platform/instance/hosts.ts';

export const prometheusUrl = (instance: Instance): string => urlOf(instance, 'prometheus', 'prometheus');

/** Scrapes every part of the platform and judges its alert rules. It ends before what it watches, or it would raise an alarm. */
export const prometheus: Service = {
  name: 'prometheus',
  ports: ['prometheus'],
  uses: [
    'broker-1',
    'broker-2',
    'broker-3',
    'opensearch',
    'namenode',
    'datanode',
    'engine',
    'event-source',
    'alertmanager',
  ],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  absence: () => (findMonitoring() === undefined ? noMonitoring : undefined),
  prepare: writePrometheusConfig,
  command: (instance) => ({
    command: monitoringPrograms().prometheus,
    cwd: monitoringPrograms().directory,
    args: [
      `--config.file=${prometheusFile(instance)}`,
      `--storage.tsdb.path=${join(instance.directory, 'prometheus/data')}`,
      '--storage.tsdb.retention.time=7d',
      '--storage.tsdb.retention.size=1GB',
      `--web.listen-address=${hostPortOf(instance, 'prometheus', 'prometheus')}`,
      `--web.external-url=http://localhost:${instance.ports.prometheus}/`,
    ],
    // Collects garbage twice as often as Go would by itself: it costs little, and a third of the memory is saved.
    env: serverEnvironment({ GOGC: '50' }),
  }),
  isReady: (instance, signal) => answers(`${prometheusUrl(instance)}/-/ready`, signal),
};
