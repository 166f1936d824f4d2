import { certificateFiles, type Instance } from '../instance/instance.ts';
import { smallNursery, standInCommand } from './node.ts';
import { answers } from './answers.ts';
import type { Service } from './service.ts';
import { stackName } from '../../modules/platform/function-names.ts';
import { hostOf, urlOf } from '../../modules/platform/instance/hosts.ts';

export const eventSourceStatusUrl = (instance: Instance): string =>
  `${urlOf(instance, 'event-source', 'eventSource')}/status`;

/** Polls Kafka for the deployed stack and invokes its functions. */
export const eventSource: Service = {
  name: 'event-source',
  ports: ['eventSource'],
  uses: ['broker-1', 'broker-2', 'broker-3', 'engine'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  prepare: async () => undefined,
  command: (instance) =>
    standInCommand(
      instance,
      'local/event-source/main.ts',
      {
        stack: stackName,
        ca: certificateFiles(instance, 'ca').ca,
        host: hostOf(instance, 'event-source'),
        port: instance.ports.eventSource,
      },
      smallNursery,
    ),
  isReady: (instance, signal) => answers(eventSourceStatusUrl(instance), signal),
};
