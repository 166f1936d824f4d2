import { PlatformError } from '../../modules/errors/platform-error.ts';

/** A cluster is as old as this file: a fixed time keeps answers the same from call to call. */
const creationTime = '2026-01-01T00:00:00.000Z';

/** What an ARN says of its cluster. */
export interface ClusterArn {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
}

/** What the people who run a cluster say of it. */
export interface ClusterSettings {
  readonly clusterArn: ClusterArn;
  /** `host:port` of each broker, with TLS; the first is broker 1. */
  readonly brokers: readonly string[];
  /** As MSK writes it: clusters without ZooKeeper end in `.kraft`. */
  readonly kafkaVersion: string;
}

/** The local cluster as MSK describes one: the member names are those of its REST API. */
export interface LocalCluster {
  readonly info: { readonly clusterArn: string; readonly clusterName: string } & Readonly<Record<string, unknown>>;
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  /** `host:port`, separated by commas. */
  readonly brokersTls: string;
}

const arnPattern = /^arn:[a-z-]+:kafka:(?<region>[a-z0-9-]+):\d{12}:cluster\/(?<name>[^/]+)\/[^/]+$/u;

/** Throws input_invalid when it is no cluster's ARN. */
export function parseClusterArn(arn: string): ClusterArn {
  const { region, name } = arnPattern.exec(arn)?.groups ?? {};
  if (region !== undefined && name !== undefined) return { arn, region, name };
  throw new PlatformError('input_invalid', 'it must be arn:aws:kafka:<region>:<account>:cluster/<name>/<id>.');
}

export function describeCluster({ clusterArn, brokers, kafkaVersion }: ClusterSettings): LocalCluster {
  return {
    info: {
      activeOperationArn: '',
      clusterArn: clusterArn.arn,
      clusterName: clusterArn.name,
      clusterType: 'PROVISIONED',
      creationTime,
      currentVersion: 'K000000000000',
      state: 'ACTIVE',
      tags: {},
      provisioned: {
        brokerNodeGroupInfo: { instanceType: 'kafka.local', clientSubnets: [], brokerAZDistribution: 'DEFAULT' },
        clientAuthentication: { tls: { enabled: true }, unauthenticated: { enabled: false } },
        currentBrokerSoftwareInfo: { kafkaVersion },
        encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
        enhancedMonitoring: 'DEFAULT',
        numberOfBrokerNodes: brokers.length,
      },
    },
    nodes: brokers.map((address, position) => ({
      addedToClusterTime: creationTime,
      instanceType: 'kafka.local',
      nodeARN: `${clusterArn.arn.replace(':cluster/', ':broker/')}/${position + 1}`,
      nodeType: 'BROKER',
      brokerNodeInfo: {
        brokerId: position + 1,
        currentBrokerSoftwareInfo: { kafkaVersion },
        endpoints: [address.replace(/:\d+$/, '')],
      },
    })),
    brokersTls: brokers.join(','),
  };
}
