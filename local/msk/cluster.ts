import { clusterArn, clusterName } from '../../modules/platform/instance/cluster.ts';
import { bootstrapServers, type Located } from '../../modules/platform/instance/hosts.ts';

/** The version that `npm start` runs, with the ending by which MSK marks clusters without ZooKeeper. */
const kafkaVersion = '4.3.1.kraft';
/** The local cluster is as old as this file: a fixed time keeps answers the same from call to call. */
const creationTime = '2026-01-01T00:00:00.000Z';

/** The local cluster as MSK describes one: the member names are those of its REST API. */
export interface LocalCluster {
  readonly info: { readonly clusterArn: string; readonly clusterName: string } & Readonly<Record<string, unknown>>;
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  /** `host:port`, separated by commas. */
  readonly brokersTls: string;
}

/** Describes the brokers of an instance. */
export function localCluster(instance: Located): LocalCluster {
  const brokers = bootstrapServers(instance);
  return {
    info: {
      activeOperationArn: '',
      clusterArn,
      clusterName,
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
      nodeARN: `${clusterArn.replace(':cluster/', ':broker/')}/${position + 1}`,
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
