import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import { PlatformError } from '../errors/platform-error.ts';

/** The brokers of an MSK cluster for clients with a certificate or with IAM, as `host:port`. Throws kafka_unavailable. */
export async function bootstrapBrokers(
  client: KafkaClient,
  clusterArn: string,
  login: 'certificate' | 'IAM' = 'certificate',
): Promise<string[]> {
  const { BootstrapBrokerStringTls, BootstrapBrokerStringSaslIam } = await client
    .send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }))
    .catch((error: unknown) => {
      throw new PlatformError('kafka_unavailable', `cannot find the brokers of ${clusterArn}`, { cause: error });
    });
  const brokers = login === 'IAM' ? BootstrapBrokerStringSaslIam : BootstrapBrokerStringTls;
  if (brokers) return brokers.split(',');
  throw new PlatformError('kafka_unavailable', `${clusterArn} has no brokers for clients with ${login}`);
}
