import { KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { KafkaConfig } from '../config/environment.ts';
import { callBounds } from '../secrets/secret.ts';
import { bootstrapBrokers } from './bootstrap-brokers.ts';
import { readAuthority, readClientCertificate } from './certificates.ts';
import { clientOptions } from './client-options.ts';
import kafkajs, { type Kafka } from './library.ts';

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
async function connectKafka({ clientId, clusterArn, secretArn, caSecretArn }: KafkaConfig): Promise<Kafka> {
  const secrets = new SecretsManagerClient(callBounds);
  const msk = new KafkaClient(callBounds);
  try {
    const [brokers, certificate, ca] = await Promise.all([
      bootstrapBrokers(msk, clusterArn),
      readClientCertificate(secrets, secretArn),
      caSecretArn === undefined ? undefined : readAuthority(secrets, caSecretArn),
    ]);
    return new kafkajs.Kafka(clientOptions({ clientId, brokers, certificate, ca }));
  } finally {
    secrets.destroy();
    msk.destroy();
  }
}
