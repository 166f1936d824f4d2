import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ApiLogs } from './api-logs.ts';
import { EmrCluster } from './hdfs/emr-cluster.ts';
import { logBucket } from './log-bucket.ts';
import { MskCluster } from './msk-cluster.ts';
import { Network } from './network.ts';
import { OpenSearchDomain } from './opensearch-domain.ts';
import type { AwsSettings } from './settings.ts';

/**
 * What becomes of data: it stays when its resource leaves the stack or the stack goes, but not when its making fails, or a first
 * deployment that failed could not be repeated.
 */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** What holds data, the network around it and the keys to it. Functions, which come and go, have a stack of their own. */
export class DataStack extends Stack {
  readonly network: Network;
  readonly kafka: MskCluster;
  readonly opensearch: OpenSearchDomain;
  readonly hdfs: EmrCluster;
  /** What EMR's nodes and jobs log. */
  readonly logs: ReturnType<typeof logBucket>;

  /** `name` is that of the stage, with which all names begin. */
  constructor(scope: Construct, name: string, settings: AwsSettings) {
    super(scope, `${name}-data`, {
      description: 'Kafka, OpenSearch, HDFS and the network of the marketplace',
      env: { region: settings.region },
      terminationProtection: settings.protected,
    });
    this.network = new Network(this, 'Network', settings, kept);
    const common = { name, network: this.network, removalPolicy: kept };
    this.kafka = new MskCluster(this, 'Kafka', { ...common, settings: settings.kafka });
    this.opensearch = new OpenSearchDomain(this, 'OpenSearch', { ...common, settings: settings.opensearch });
    new ApiLogs(this, 'ApiLogs', kept);
    this.logs = logBucket(this, 'EmrLogs', kept);
    this.hdfs = new EmrCluster(this, 'Hdfs', {
      ...common,
      settings: settings.files,
      isProtected: settings.protected,
      logs: this.logs,
    });
  }
}
