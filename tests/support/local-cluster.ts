import { describeCluster, parseClusterArn, type LocalCluster } from '../../local/msk/cluster.ts';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { bootstrapServers, type Located } from '../../modules/platform/instance/hosts.ts';

/** The brokers of an instance as the stand-in of MSK describes them. */
export const localCluster = (instance: Located): LocalCluster =>
  describeCluster({
    clusterArn: parseClusterArn(clusterArn),
    brokers: bootstrapServers(instance),
    kafkaVersion: '4.3.1.kraft',
  });
