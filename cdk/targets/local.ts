import { CliCredentialsStackSynthesizer, Duration, RemovalPolicy, type IStackSynthesizer } from 'aws-cdk-lib';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../functions/config/environment.ts';
import { bootstrapServers, portsAt } from '../../local/instance/ports.ts';
import { clusterArn, clusterName } from '../../local/msk/cluster.ts';
import { apiName } from '../api-names.ts';
import { thisPlatform } from '../companions.ts';
import { kafkaAuthoritySecretName } from '../function-names.ts';
import type { Target } from '../target.ts';
import { assetBucketName } from './asset-bucket.ts';

/**
 * A cloud engine on this machine. The servers that AWS would run are processes beside it, found by the ports of their
 * instance; mappings name the brokers, because no engine has a cluster that an ARN could lead to.
 */
export function localTarget(portOffset: number): Target {
  const ports = portsAt(portOffset);
  return {
    nativePlatform: thisPlatform,
    stack: {
      synthesizer: new CliCredentialsStackSynthesizer({ fileAssetsBucketName: assetBucketName }) as IStackSynthesizer,
    },
    prepare: (scope) => ({
      kafka: {
        name: clusterName,
        arn: clusterArn,
        bootstrapServers: bootstrapServers(ports),
        authority: new Secret(scope, 'KafkaAuthority', {
          secretName: kafkaAuthoritySecretName,
          description: "Certificate of the brokers' CA, PEM",
          removalPolicy: RemovalPolicy.DESTROY,
        }) as ISecret,
      },
      opensearch: { url: `http://127.0.0.1:${ports.opensearch}` },
      hdfs: { urls: [`http://127.0.0.1:${ports.nameNode}`] },
      // Each call at a time is a process of the engine, with its own start and memory.
      mostPollers: 2,
      // Whoever starts the platform wants to see files soon, however small they are.
      archiveWindow: Duration.seconds(5),
      removalPolicy: RemovalPolicy.DESTROY,
      environment: { [variable.mskEndpoint]: `http://127.0.0.1:${ports.msk}` },
      // MiniStack's and LocalStack's names for the same wish.
      apiTags: { 'ms-custom-id': apiName, _custom_id_: apiName },
    }),
  };
}
