import { Fn } from 'aws-cdk-lib';
import {
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

const kafkaTls = Port.tcp(9094);
const zones = 3;

/** AWS services that functions and Kafka pollers call from inside the network, which has no way to the internet. */
const services = {
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Lambda: InterfaceVpcEndpointAwsService.LAMBDA,
  Sts: InterfaceVpcEndpointAwsService.STS,
  Msk: new InterfaceVpcEndpointAwsService('kafka'),
};

/** A network without internet access over three availability zones; who may reach whom, security groups say. */
export class Network extends Construct {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };
  readonly functions: SecurityGroup;
  readonly brokers: SecurityGroup;
  readonly opensearch: SecurityGroup;

  constructor(scope: Construct, id: string) {
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
    this.brokers = this.group('Brokers', 'Kafka brokers and the pollers of event sources');
    this.opensearch = this.group('OpenSearch', 'OpenSearch nodes');
    const endpoints = this.group('Endpoints', 'Endpoints of AWS services');

    this.functions.connections.allowTo(this.brokers, kafkaTls, 'Kafka over TLS');
    this.functions.connections.allowTo(this.opensearch, Port.HTTPS, 'OpenSearch');
    this.functions.connections.allowTo(endpoints, Port.HTTPS, 'AWS services');
    // Lambda's pollers stand in the brokers' own security group.
    this.brokers.connections.allowInternally(kafkaTls, 'Pollers to brokers');
    this.brokers.connections.allowTo(endpoints, Port.HTTPS, 'AWS services');

    for (const [name, service] of Object.entries(services))
      this.vpc.addInterfaceEndpoint(name, {
        service,
        subnets: this.subnets,
        securityGroups: [endpoints],
        open: false,
      });
  }

  private group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }
}
