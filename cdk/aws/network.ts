import { Aws, type RemovalPolicy } from 'aws-cdk-lib/core';
import {
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  type ISecurityGroup,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AwsSettings } from './settings.ts';
import { privateSubnets, vpcOf } from './vpc.ts';

/** Where MSK takes clients that IAM knows. */
const kafkaIam = Port.tcp(9098);
/** Ports of HDFS as EMR sets it up. */
export const hdfsPorts = { nameNode: 8020, nameNodeHttp: 9870, dataNode: 9866, dataNodeHttp: 9864 } as const;

/** AWS services that functions, Kafka pollers and nodes of HDFS call from inside a network without a way to the internet. */
const services = {
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Lambda: InterfaceVpcEndpointAwsService.LAMBDA,
  Sts: InterfaceVpcEndpointAwsService.STS,
  Msk: new InterfaceVpcEndpointAwsService('kafka'),
  Kms: InterfaceVpcEndpointAwsService.KMS,
  Monitoring: InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
};

/** A private network over three zones; who may reach whom in it, security groups say. */
export class Network extends Construct {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection = privateSubnets;
  /** What every function is in; the next three only who needs them. */
  readonly functions: SecurityGroup;
  readonly kafkaClients: SecurityGroup;
  readonly opensearchClients: SecurityGroup;
  readonly hdfsClients: SecurityGroup;
  readonly brokers: ISecurityGroup;
  readonly opensearch: ISecurityGroup;
  readonly hdfsPrimary: SecurityGroup;
  readonly hdfsCore: SecurityGroup;
  /** By which EMR itself reaches the nodes. */
  readonly emrService: SecurityGroup;
  readonly spark: SecurityGroup;

  constructor(scope: Construct, id: string, settings: AwsSettings, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const { kafka, opensearch } = settings;
    this.vpc = vpcOf(this, settings, removalPolicy);
    this.functions = this.group('Functions', 'Functions of the marketplace');
    this.kafkaClients = this.group('KafkaClients', 'Functions that speak to Kafka');
    this.opensearchClients = this.group('OpenSearchClients', 'Functions that ask OpenSearch');
    this.hdfsClients = this.group('HdfsClients', 'Functions that read and write files');
    this.brokers = this.groupOf('Brokers', 'Kafka brokers and the pollers of event sources', kafka);
    this.opensearch = this.groupOf('OpenSearch', 'OpenSearch nodes', opensearch);
    this.hdfsPrimary = this.group('HdfsPrimary', 'Nodes of HDFS with a NameNode');
    this.hdfsCore = this.group('HdfsCore', 'Nodes of HDFS with DataNodes');
    this.emrService = this.group('EmrService', 'EMR, which manages the nodes of HDFS');
    this.spark = this.group('Spark', 'Workers of EMR Serverless');

    this.kafkaClients.connections.allowTo(this.brokers, kafkaIam, 'Kafka over TLS');
    this.opensearchClients.connections.allowTo(this.opensearch, Port.HTTPS, 'OpenSearch');
    // Lambda's pollers stand in the brokers' own security group.
    this.brokers.connections.allowInternally(kafkaIam, 'Pollers to brokers');
    this.connectHdfs();
    this.connectServices('new' in settings.vpc);
  }

  private connectHdfs(): void {
    const { hdfsPrimary: primary, hdfsCore: core, emrService, hdfsClients, spark } = this;
    hdfsClients.connections.allowTo(primary, Port.tcp(hdfsPorts.nameNodeHttp), 'WebHDFS of NameNodes');
    hdfsClients.connections.allowTo(core, Port.tcp(hdfsPorts.dataNodeHttp), 'WebHDFS of DataNodes');
    spark.connections.allowTo(primary, Port.tcp(hdfsPorts.nameNode), 'NameNodes');
    spark.connections.allowTo(core, Port.tcp(hdfsPorts.dataNode), 'DataNodes');
    // EMR opens the nodes to each other in any case: its own agents and Hadoop's servers choose ports freely.
    primary.connections.allowInternally(Port.allTcp(), 'Nodes of the cluster');
    core.connections.allowInternally(Port.allTcp(), 'Nodes of the cluster');
    primary.connections.allowTo(core, Port.allTcp(), 'Nodes of the cluster');
    core.connections.allowTo(primary, Port.allTcp(), 'Nodes of the cluster');
    // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html
    for (const nodes of [primary, core]) emrService.connections.allowTo(nodes, Port.tcp(8443), 'EMR to nodes');
    primary.connections.allowTo(emrService, Port.tcp(9443), 'Primary node to EMR');
    // A network without a way out leads nowhere but to the gateway of S3, whose addresses no template can know.
    for (const group of [primary, core, spark]) group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'S3');
  }

  /** In a network of ours AWS's services have endpoints, which serve this account only; in another its owner has seen to that. */
  private connectServices(isOurs: boolean): void {
    const callers = [this.functions, this.brokers, this.hdfsPrimary, this.hdfsCore];
    if (!isOurs) {
      for (const group of [this.functions, this.brokers])
        group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'AWS services');
      return;
    }
    const endpoints = this.group('Endpoints', 'Endpoints of AWS services');
    for (const group of callers) group.connections.allowTo(endpoints, Port.HTTPS, 'AWS services');
    for (const [name, service] of Object.entries(services)) {
      const endpoint = this.vpc.addInterfaceEndpoint(name, {
        service,
        subnets: this.subnets,
        securityGroups: [endpoints],
        open: false,
      });
      endpoint.addToPolicy(ofThisAccount());
      if (name === 'Sts' || name === 'Lambda') endpoint.addToPolicy(ofPollers());
    }
  }

  private group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }

  /** The group of a store: its own, or a new one for a store that is made here. */
  private groupOf(id: string, description: string, store: object): ISecurityGroup {
    return 'securityGroup' in store && typeof store.securityGroup === 'string'
      ? SecurityGroup.fromSecurityGroupId(this, id, store.securityGroup)
      : this.group(id, description);
  }
}

/**
 * Pollers take the function's role and call the function as Lambda itself, which is of no account:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
 */
const ofPollers = (): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal('lambda.amazonaws.com')],
    actions: ['sts:AssumeRole', 'lambda:InvokeFunction'],
    resources: ['*'],
  });

/** Nobody uses an endpoint with credentials of another account; what its own roles may do, they say. */
const ofThisAccount = (): PolicyStatement =>
  new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
  });
