import type { Instance } from '../instance/instance.ts';
import { eventSource } from '../services/event-source.ts';
import { dataNode, nameNode } from '../services/hdfs.ts';
import { brokers } from '../services/kafka.ts';
import { opensearch } from '../services/opensearch.ts';
import type { Service } from '../services/service.ts';
import { killService, startService, stopService } from '../services/services.ts';
import { named, type Fault } from './fault.ts';

type End = (instance: Instance, service: Service) => Promise<unknown>;

const brokersByNumber = new Map(brokers.map((broker, index) => [String(index + 1), broker]));

const ofOneBroker = (verb: 'stop' | 'kill', description: string, end: End): Fault => ({
  name: `${verb}-broker`,
  description,
  inContainers: (number) => `${verb} broker-${number}`,
  choices: [...brokersByNumber.keys()],
  inject: (instance, number) => end(instance, named('broker', number, brokersByNumber)),
  restore: (instance, number) => startService(instance, named('broker', number, brokersByNumber)),
});

export const stopBroker = ofOneBroker(
  'stop',
  'stops a broker cleanly, as for maintenance; restore starts it',
  stopService,
);

export const killBroker = ofOneBroker('kill', 'kills a broker, as a power cut would; restore starts it', killService);

export const stopServers = [opensearch, nameNode, dataNode, eventSource].map((service): Fault => ({
  name: `stop-${service.name}`,
  description: `stops ${service.name}; restore starts it`,
  inContainers: () => `stop ${service.name}`,
  inject: (instance) => stopService(instance, service),
  restore: (instance) => startService(instance, service),
}));
