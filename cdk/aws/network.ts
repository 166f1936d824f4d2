import { Fn, type RemovalPolicy } from 'aws-cdk-lib/core';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

const kafkaTls = Port.tcp(9094);
/** Ports of HDFS as EMR sets it up. */
export const hdfsPorts = { nameNode: 8020, nameNodeHttp: 9870, dataNode: 9866, dataNodeHttp: 9864 } as const;

const zones = 3;

/** AWS services that functions, Kafka pollers and nodes of HDFS call from inside the network, which has no way to the internet. */
const services = {
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Lambda: InterfaceVpcEndpointAwsService.LAMBDA,
  Sts: InterfaceVpcEndpointAwsService.STS,
  Msk: new InterfaceVpcEndpointAwsService('kafka'),
  EmrServerless: InterfaceVpcEndpointAwsService.EMR_SERVERLESS,
  Kms: InterfaceVpcEndpointAwsService.KMS,
};

/** A network without internet access over three availability zones; who may reach whom, security groups say. */
export class Network extends Construct {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };
  /** What every function is in; the next three only who needs them. */
  readonly functions: SecurityGroup;
  readonly kafkaClients: SecurityGroup;
  readonly opensearchClients: SecurityGroup;
  readonly hdfsClients: SecurityGroup;
  readonly brokers: SecurityGroup;
  readonly opensearch: SecurityGroup;
  readonly hdfsPrimary: SecurityGroup;
  readonly hdfsCore: SecurityGroup;
  /** By which EMR itself reaches the nodes. */
  readonly emrService: SecurityGroup;
  readonly spark: SecurityGroup;

  constructor(scope: Construct, id: string, removalPolicy: RemovalPolicy) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
      // By position, so that the synthesis needs no look-up in an account.
      availabilityZones: Array.from({ length: zones }, (_, zone) => Fn.select(zone, Fn.getAzs())),
      natGateways: 0,
      // Nothing is in the default group; emptying it would take a function with rights over every group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
    }) as IVpc;
    this.functions = this.group('Functions', 'Functions of the marketplace');
    this.kafkaClients = this.group('KafkaClients', 'Functions that speak to Kafka');
    this.opensearchClients = this.group('OpenSearchClients', 'Functions that ask OpenSearch');
    this.hdfsClients = this.group('HdfsClients', 'Functions that read and write files');
    this.brokers = this.group('Brokers', 'Kafka brokers and the pollers of event sources');
    this.opensearch = this.group('OpenSearch', 'OpenSearch nodes');
    this.hdfsPrimary = this.group('HdfsPrimary', 'Node of HDFS with the NameNode');
    this.hdfsCore = this.group('HdfsCore', 'Nodes of HDFS with DataNodes');
    this.emrService = this.group('EmrService', 'EMR, which manages the nodes of HDFS');
    this.spark = this.group('Spark', 'Workers of EMR Serverless');
    const endpoints = this.group('Endpoints', 'Endpoints of AWS services');

    this.kafkaClients.connections.allowTo(this.brokers, kafkaTls, 'Kafka over TLS');
    this.opensearchClients.connections.allowTo(this.opensearch, Port.HTTPS, 'OpenSearch');
    this.functions.connections.allowTo(endpoints, Port.HTTPS, 'AWS services');
    // Lambda's pollers stand in the brokers' own security group.
    this.brokers.connections.allowInternally(kafkaTls, 'Pollers to brokers');
    this.brokers.connections.allowTo(endpoints, Port.HTTPS, 'AWS services');

    this.connectHdfs(endpoints);
    this.logRefusals(removalPolicy);

    // Package repositories and logs of EMR's nodes, programs and logs of Spark's jobs.
    this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3, subnets: [this.subnets] });
    for (const [name, service] of Object.entries(services))
      this.vpc.addInterfaceEndpoint(name, {
        service,
        subnets: this.subnets,
        securityGroups: [endpoints],
        open: false,
      });
  }

  private connectHdfs(endpoints: SecurityGroup): void {
    const { hdfsPrimary: primary, hdfsCore: core, emrService, hdfsClients, spark } = this;
    hdfsClients.connections.allowTo(primary, Port.tcp(hdfsPorts.nameNodeHttp), 'WebHDFS of the NameNode');
    hdfsClients.connections.allowTo(core, Port.tcp(hdfsPorts.dataNodeHttp), 'WebHDFS of DataNodes');
    spark.connections.allowTo(primary, Port.tcp(hdfsPorts.nameNode), 'NameNode');
    spark.connections.allowTo(core, Port.tcp(hdfsPorts.dataNode), 'DataNodes');
    // EMR opens the nodes to each other in any case: its own agents and Hadoop's servers choose ports freely.
    primary.connections.allowInternally(Port.allTcp(), 'Nodes of the cluster');
    core.connections.allowInternally(Port.allTcp(), 'Nodes of the cluster');
    primary.connections.allowTo(core, Port.allTcp(), 'Nodes of the cluster');
    core.connections.allowTo(primary, Port.allTcp(), 'Nodes of the cluster');
    // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html
    for (const nodes of [primary, core]) emrService.connections.allowTo(nodes, Port.tcp(8443), 'EMR to nodes');
    primary.connections.allowTo(emrService, Port.tcp(9443), 'Primary node to EMR');
    for (const nodes of [primary, core]) nodes.connections.allowTo(endpoints, Port.HTTPS, 'Keys of the disks');
    // A network without a way out leads nowhere but to the gateway of S3, whose addresses no template can know.
    for (const group of [primary, core, spark]) group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'S3');
  }

  /** Who tried to reach what the groups do not let them reach: what they do let would be as much as Kafka carries. */
  private logRefusals(removalPolicy: RemovalPolicy): void {
    const logGroup = new LogGroup(this, 'Refusals', { retention: RetentionDays.ONE_MONTH, removalPolicy });
    this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: FlowLogTrafficType.REJECT,
    });
  }

  private group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }
}
