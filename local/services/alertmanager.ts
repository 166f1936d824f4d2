import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { alertmanagerFile, writeAlertmanagerConfig } from '../monitoring/alertmanager-config.ts';
import { findMonitoring, monitoringPrograms, noMonitoring } from '../setup/monitoring.ts';
import { serverEnvironment } from '../instance/environment.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { hostPortOf, urlOf } from '../../modules/platform/instance/hosts.ts';

export const alertmanagerUrl = (instance: Instance): string => urlOf(instance, 'alertmanager', 'alertmanager');

/** Groups, silences and sends alerts to Telegram. What it has told already it keeps on disk, over restarts. */
export const alertmanager: Service = {
  name: 'alertmanager',
  ports: ['alertmanager'],
  uses: ['telegram'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  absence: () => (findMonitoring() === undefined ? noMonitoring : undefined),
  prepare: async (instance) => writeAlertmanagerConfig(instance),
  command: (instance) => ({
    command: monitoringPrograms().alertmanager,
    cwd: monitoringPrograms().directory,
    args: [
      `--config.file=${alertmanagerFile(instance)}`,
      `--storage.path=${join(instance.directory, 'alertmanager/data')}`,
      `--web.listen-address=${hostPortOf(instance, 'alertmanager', 'alertmanager')}`,
      `--web.external-url=http://localhost:${instance.ports.alertmanager}/`,
      // One of its kind: no port for others.
      '--cluster.listen-address=',
    ],
    // Collects garbage twice as often as Go would by itself: it costs little, and a third of the memory is saved.
    env: serverEnvironment({ GOGC: '50' }),
  }),
  isReady: (instance, signal) => answers(`${alertmanagerUrl(instance)}/-/ready`, signal),
};
