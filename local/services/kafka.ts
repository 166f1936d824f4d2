import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokerNames, certificateDirectory } from '../../certs/authority.ts';
import { administrator } from '../../modules/platform/access.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { brokerIds, brokerHostPort, hostPortOf, type BrokerId } from '../../modules/platform/instance/hosts.ts';
import { kafkaAs } from '../kafka/client.ts';
import { runCommand } from '../setup/command.ts';
import { classPath } from '../setup/paths.ts';
import { javaCommand, quickStart, smallMachine, type JavaProgram } from '../java/program.ts';
import { formatOnce } from './once.ts';
import type { Service } from './service.ts';

/** What a broker keeps is 60 MB, also after 100,000 products; the rest is what it answers with. */
const heap = ['-Xms192m', '-Xmx192m'];
/**
 * Brokers give way: what they answer at once instead of together costs the others' time, and OpenSearch, whose threads share
 * one part of the processors as each broker's do, would stand still.
 */
const niceness = 10;
const formatTimeoutMs = 60_000;
const probeTimeoutMs = 3_000;

/** Three brokers that are controllers too, so that any one of them may fail. */
export const brokers: readonly Service[] = brokerIds.map((id) => broker(id));

function broker(id: BrokerId): Service {
  const name = `broker-${id}`;
  const dataDirectory = (instance: Instance): string => join(instance.directory, 'kafka', name);
  return {
    name,
    ports: [`broker${id}`, `brokerInternal${id}`, `controller${id}`, `brokerMetrics${id}`],
    uses: [],
    readyTimeoutMs: 90_000,
    stopTimeoutMs: 10_000,
    niceness,
    prepare: async (instance) => {
      mkdirSync(join(instance.directory, 'kafka'), { recursive: true });
      const data = join(dataDirectory(instance), 'log');
      writeFileSync(settingsFile(instance, id), brokerSettings(instance, id, data));
      await formatOnce(dataDirectory(instance), () => formatStorage(instance, settingsFile(instance, id)));
    },
    command: (instance) => javaCommand(brokerProgram(instance, id)),
    isReady: (instance) => isMember(instance, id),
  };
}

const settingsFile = (instance: Instance, id: BrokerId): string =>
  join(instance.directory, 'kafka', `broker-${id}.properties`);

export const brokerProgram = (instance: Instance, id: BrokerId): JavaProgram => ({
  ...program('kafka.Kafka', [settingsFile(instance, id)], [metricsAgent(instance, id), ...smallMachine]),
  classList: join(instance.directory, 'kafka', `broker-${id}.classes`),
});

/** Shows the broker's JMX as metrics for Prometheus. A mistake in its configuration keeps the broker from starting. */
const metricsAgent = (instance: Instance, id: BrokerId): string =>
  `-javaagent:${classPath('jmx')}=${hostPortOf(instance, `broker-${id}`, `brokerMetrics${id}`)}:${metricsSettings}`;

const metricsSettings = join(projectRoot, 'monitoring/kafka-jmx.yml');

const program = (main: string, args: readonly string[], flags: readonly string[]): JavaProgram => ({
  jars: 'kafka',
  main,
  args,
  flags: [...flags, ...heap, `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'log4j2.properties')}`],
});

/** The id is one word with its flag: it may begin with a dash, and would be taken for a flag of its own. */
export const formatArguments = (instance: Instance, settings: string): string[] => [
  'format',
  `--cluster-id=${clusterId(instance)}`,
  '--config',
  settings,
];

function formatStorage(instance: Instance, settings: string): Promise<void> {
  const args = formatArguments(instance, settings);
  const { command, args: all, env } = javaCommand(program('kafka.tools.StorageTool', args, quickStart));
  return runCommand(command, all, { env, timeout: formatTimeoutMs });
}

/** 16 bytes in URL-safe base64, as Kafka writes cluster ids; the same for every broker of an instance. */
const clusterId = (instance: Instance): string =>
  createHash('sha256').update(instance.directory).digest().subarray(0, 16).toString('base64url');

/** Whether the cluster, asked through this broker, counts it among its brokers. */
async function isMember(instance: Instance, id: BrokerId): Promise<boolean> {
  const kafka = kafkaAs(instance, administrator, {
    brokers: [brokerHostPort(instance, id, `broker${id}`)],
    connectionTimeout: probeTimeoutMs,
    requestTimeout: probeTimeoutMs,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.some(({ nodeId }) => nodeId === id);
  } finally {
    await admin.disconnect();
  }
}

/** A broker's server.properties; see https://kafka.apache.org/documentation/#brokerconfigs. */
export function brokerSettings(instance: Instance, id: BrokerId, data: string): string {
  const certificates = certificateDirectory(instance);
  const client = `CLIENT://${brokerHostPort(instance, id, `broker${id}`)}`;
  const internal = `INTERNAL://${brokerHostPort(instance, id, `brokerInternal${id}`)}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': brokerIds
      .map((each) => `${each}@${brokerHostPort(instance, each, `controller${each}`)}`)
      .join(','),
    listeners: `${client},${internal},CONTROLLER://${brokerHostPort(instance, id, `controller${id}`)}`,
    'advertised.listeners': `${client},${internal}`,
    'listener.security.protocol.map': 'CLIENT:SSL,INTERNAL:SSL,CONTROLLER:SSL',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'log.dirs': data,
    ...security(certificates, `broker-${id}`),
    ...replication,
    ...smallCluster,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Nobody connects without a certificate of the instance's CA, and nobody may do what no ACL allows. */
const security = (certificates: string, name: string) => ({
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': join(certificates, `${name}.pem`),
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': join(certificates, 'ca.crt'),
  'ssl.client.auth': 'required',
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': false,
  'super.users': [...brokerNames, administrator].map((each) => `User:CN=${each}`).join(';'),
});

/** One broker may stop without an acknowledged record being lost or a write refused. */
const replication = {
  'default.replication.factor': 3,
  'min.insync.replicas': 2,
  'offsets.topic.replication.factor': 3,
  'transaction.state.log.replication.factor': 3,
  'transaction.state.log.min.isr': 2,
  'share.coordinator.state.topic.replication.factor': 3,
  'share.coordinator.state.topic.min.isr': 2,
  'auto.create.topics.enable': false,
} as const;

/** Sizes and delays for a few clients on one machine instead of a data centre. */
const smallCluster = {
  'num.partitions': 6,
  'offsets.topic.num.partitions': 6,
  'transaction.state.log.num.partitions': 6,
  'share.coordinator.state.topic.num.partitions': 3,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'group.initial.rebalance.delay.ms': 0,
  'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  // The first broker that is there leads everything, until the cluster looks again.
  'leader.imbalance.check.interval.seconds': 30,
  'broker.heartbeat.interval.ms': 1_000,
  'broker.session.timeout.ms': 6_000,
} as const;
