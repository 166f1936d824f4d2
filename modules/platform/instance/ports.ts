import { keysOf, recordOf } from '../../objects/entries.ts';

/** Ports of an instance with offset 0: the ones that users of such servers expect. 9093 is Alertmanager's, so no broker has it. */
const defaults = {
  broker1: 9092,
  broker2: 9094,
  broker3: 9095,
  brokerInternal1: 9192,
  brokerInternal2: 9194,
  brokerInternal3: 9195,
  controller1: 9292,
  controller2: 9294,
  controller3: 9295,
  opensearch: 9200,
  opensearchTransport: 9300,
  nameNode: 9870,
  nameNodeRpc: 9820,
  dataNode: 9864,
  dataNodeData: 9866,
  dataNodeIpc: 9867,
  engine: 4566,
  msk: 4567,
  eventSource: 4568,
  emf: 4569,
  brokerMetrics1: 9404,
  brokerMetrics2: 9405,
  brokerMetrics3: 9406,
  prometheus: 9090,
  alertmanager: 9093,
  telegram: 9097,
} as const;

export type PortName = keyof typeof defaults;

/** Every port of an instance by name. */
export type Ports = Readonly<Record<PortName, number>>;

export const portNames: readonly PortName[] = keysOf(defaults);

/** The ports of an instance: the defaults, moved by `offset`. */
export const portsAt = (offset: number): Ports => recordOf(portNames, (name) => defaults[name] + offset);
