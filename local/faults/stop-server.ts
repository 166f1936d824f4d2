import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { eventSource } from '../services/event-source.ts';
import { dataNode, nameNode } from '../services/hdfs.ts';
import { brokers } from '../services/kafka.ts';
import { opensearch } from '../services/opensearch.ts';
import type { Service } from '../services/service.ts';
import { serviceState, startService, stopService } from '../services/services.ts';
import type { Fault } from './fault.ts';

const numbers = brokers.map((_, index) => String(index + 1));

export const stopBroker: Fault = {
  name: 'stop-broker',
  description: 'stops a broker as for maintenance; restore starts it',
  choices: numbers,
  inject: async (instance, number) => void (await stopService(instance, brokerOf(number))),
  restore: (instance, number) => startService(instance, brokerOf(number)),
};

export const killBroker: Fault = {
  name: 'kill-broker',
  description: 'ends a broker as a power cut would; restore starts it',
  choices: numbers,
  inject: async (instance, number) => kill(instance, brokerOf(number)),
  restore: (instance, number) => startService(instance, brokerOf(number)),
};

const stop = (service: Service): Fault => ({
  name: `stop-${service.name}`,
  description: `stops ${service.name}; restore starts it`,
  inject: async (instance) => void (await stopService(instance, service)),
  restore: (instance) => startService(instance, service),
});

export const stopServers: readonly Fault[] = [opensearch, nameNode, dataNode, eventSource].map((service) =>
  stop(service),
);

function brokerOf(number: string): Service {
  const broker = brokers[numbers.indexOf(number)];
  if (broker === undefined) throw new PlatformError('input_invalid', `there is no broker ${number}`);
  return broker;
}

function kill(instance: Instance, service: Service): void {
  const process_ = serviceState(instance, service);
  if (process_.state === 'running') process.kill(-process_.pid, 'SIGKILL');
}
