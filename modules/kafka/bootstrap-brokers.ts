import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import { PlatformError } from '../errors/platform-error.ts';

/** The brokers of an MSK cluster for clients with TLS, as `host:port`. Throws kafka_unavailable. */
export async function bootstrapBrokers(client: KafkaClient, clusterArn: string): Promise<string[]> {
  const { BootstrapBrokerStringTls } = await client
    .send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }))
    .catch((error: unknown) => {
      throw new PlatformError('kafka_unavailable', `cannot find the brokers of ${clusterArn}`, { cause: error });
    });
  if (BootstrapBrokerStringTls) return BootstrapBrokerStringTls.split(',');
  throw new PlatformError('kafka_unavailable', `${clusterArn} has no brokers with TLS`);
}
