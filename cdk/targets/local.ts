import { CliCredentialsStackSynthesizer, Duration, RemovalPolicy, type IStackSynthesizer } from 'aws-cdk-lib/core';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { bootstrapServers, urlOf } from '../../modules/platform/instance/hosts.ts';
import { portsAt } from '../../modules/platform/instance/ports.ts';
import { clusterArn, clusterName, engineAccount, engineRegion } from '../../modules/platform/instance/cluster.ts';
import { apiAddressAt, apiName } from '../../modules/platform/api-names.ts';
import { thisPlatform } from '../packaging/companions.ts';
import { kafkaAuthoritySecretName, stackName } from '../../modules/platform/function-names.ts';
import type { Target } from '../target.ts';
import { assetBucketName } from './asset-bucket.ts';

/**
 * A cloud engine on this machine. The servers that AWS would run are processes or containers beside it, found by the ports
 * of their instance; mappings name the brokers, because no engine has a cluster that an ARN could lead to. Account and region are
 * the engine's: with keys of another account CDK deploys nothing. `endpoint` is the engine's address, when it is not the instance's own.
 */
export function localTarget(portOffset: number, inContainers = false, endpoint?: string): Target {
  const instance = { ports: portsAt(portOffset), inContainers };
  // The hosts of containers mean nothing to who reads what `cdk deploy` prints.
  const own = urlOf({ ...instance, inContainers: false }, 'engine', 'engine');
  const engine = (inContainers ? own : (endpoint ?? own)).replace(/\/$/u, '');
  return {
    nativePlatform: thisPlatform,
    name: stackName,
    stack: {
      env: { account: engineAccount, region: engineRegion },
      synthesizer: new CliCredentialsStackSynthesizer({ fileAssetsBucketName: assetBucketName }) as IStackSynthesizer,
    },
    prepare: (scope) => ({
      kafka: {
        name: clusterName,
        arn: clusterArn,
        login: 'mtls',
        bootstrapServers: bootstrapServers(instance),
        authority: new Secret(scope, 'KafkaAuthority', {
          secretName: kafkaAuthoritySecretName,
          description: "Certificate of the brokers' CA, PEM",
          removalPolicy: RemovalPolicy.DESTROY,
        }) as ISecret,
      },
      opensearch: { url: urlOf(instance, 'opensearch', 'opensearch') },
      hdfs: { urls: [urlOf(instance, 'namenode', 'nameNode')] },
      analysesEvery: Duration.minutes(10),
      // Every concurrent call is a process of the engine, with its own start and memory.
      maxPollers: 2,
      // Whoever starts the platform wants to see files soon, however small they are.
      archiveWindow: Duration.seconds(5),
      reservesCalls: false,
      removalPolicy: RemovalPolicy.DESTROY,
      environment: { [variable.mskEndpoint]: urlOf(instance, 'msk', 'msk') },
      // Lambda sizes the heap by the function's memory; here Node.js takes all of the machine's for its own, and 100 MB a process more.
      nodeFlags: ['--max-semi-space-size=8'],
      // Whatever page a developer writes; what it may do, its key says.
      allowedOrigins: ['*'],
      logsRequests: false,
      // MiniStack's and LocalStack's names for the same setting.
      apiTags: { 'ms-custom-id': apiName, _custom_id_: apiName },
      apiAddress: (id) => apiAddressAt(engine, id),
    }),
  };
}
