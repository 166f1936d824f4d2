import { GetBootstrapBrokersCommand, KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import type { KafkaConfig } from '../config/environment.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { callBounds, readSecret } from '../secrets/secret.ts';
import kafkajs, { type Kafka } from './library.ts';

/** The form that Lambda's own event sources ask for: PEM, the certificate with its chain. */
const clientCertificate = z.object({ certificate: z.string().min(1), privateKey: z.string().min(1) });
const authority = z.object({ certificate: z.string().min(1) });

/**
 * A function's connection to Kafka, made on first use and then kept for the life of the process: a cold start pays for
 * it once. A failed attempt is not kept, so the next batch tries again.
 */
export function kafkaConnection(config: () => KafkaConfig): () => Promise<Kafka> {
  let connected: Promise<Kafka> | undefined;
  return () => {
    connected ??= connectKafka(config()).catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };
}

/** Finds the brokers of the cluster and the function's certificate, the same way on AWS and on a developer's machine. */
async function connectKafka(config: KafkaConfig): Promise<Kafka> {
  const secrets = new SecretsManagerClient(callBounds);
  try {
    const [brokers, client, ca] = await Promise.all([
      bootstrapBrokers(config.clusterArn),
      readSecret(secrets, config.secretArn, clientCertificate),
      config.caSecretArn === undefined ? undefined : readSecret(secrets, config.caSecretArn, authority),
    ]);
    return new kafkajs.Kafka({
      clientId: config.clientId,
      brokers,
      ssl: { cert: client.certificate, key: client.privateKey, ...(ca && { ca: [ca.certificate] }) },
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
  } finally {
    secrets.destroy();
  }
}

async function bootstrapBrokers(clusterArn: string): Promise<string[]> {
  const client = new KafkaClient(callBounds);
  try {
    const { BootstrapBrokerStringTls } = await client.send(new GetBootstrapBrokersCommand({ ClusterArn: clusterArn }));
    if (!BootstrapBrokerStringTls) throw new PlatformError('kafka_unavailable', 'the cluster has no brokers with TLS');
    return BootstrapBrokerStringTls.split(',');
  } catch (error) {
    throw new PlatformError('kafka_unavailable', `cannot find the brokers of ${clusterArn}`, { cause: error });
  } finally {
    client.destroy();
  }
}
