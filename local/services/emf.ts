import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { frugal, standInCommand } from './node.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { hostOf, urlOf } from '../../modules/platform/instance/hosts.ts';

/** Puts the metrics in the functions' logs into CloudWatch. */
export const emf: Service = {
  name: 'emf',
  ports: ['emf'],
  uses: ['engine'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  prepare: async () => undefined,
  command: (instance) => {
    const options = {
      'position-file': join(instance.directory, 'emf', 'positions.json'),
      host: hostOf(instance, 'emf'),
      port: instance.ports.emf,
    };
    return standInCommand(instance, 'local/emf/main.ts', options, frugal);
  },
  isReady: (instance, signal) => answers(emfStatusUrl(instance), signal),
};

const emfStatusUrl = (instance: Instance): string => `${urlOf(instance, 'emf', 'emf')}/status`;
