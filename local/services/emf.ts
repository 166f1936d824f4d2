import type { Instance } from '../instance/instance.ts';
import { answers } from './answers.ts';
import { frugal, nodeCommand } from './node.ts';
import type { Service } from './service.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

/** Puts the metrics in the functions' logs into CloudWatch. */
export const emf: Service = {
  name: 'emf',
  ports: ['emf'],
  uses: ['engine'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  prepare: async () => undefined,
  command: (instance) => nodeCommand(instance, 'local/emf/main.ts', frugal),
  isReady: (instance, signal) => answers(emfStatusUrl(instance), signal),
};

const emfStatusUrl = (instance: Instance): string => `${urlOf(instance, 'emf', 'emf')}/status`;
