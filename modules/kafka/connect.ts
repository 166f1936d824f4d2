import { KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { KafkaConfig } from '../config/environment.ts';
import { callBounds } from '../secrets/secret.ts';
import { bootstrapBrokers } from './bootstrap-brokers.ts';
import { readAuthority, readClientCertificate } from './certificates.ts';
import { clientOptions, type Login } from './client-options.ts';
import { iamToken } from './iam-token.ts';
import kafkajs, { type Kafka } from './library.ts';

/** Long enough for all that a cold start connects. */
const sharedForMs = 5_000;

/**
 * A function's way to Kafka: who opens a connection reads its login and its brokers' addresses anew, because both
 * change while a warm function runs. Only those who ask within `shareMs` milliseconds of each other share an answer; a failed
 * attempt is shared with nobody.
 */
export function kafkaConnection(config: () => KafkaConfig, shareMs: number = sharedForMs): () => Promise<Kafka> {
  let shared: { readonly kafka: Promise<Kafka>; readonly until: number } | undefined;
  return () => {
    if (shared !== undefined && performance.now() < shared.until) return shared.kafka;
    const kafka = connectKafka(config()).catch((error: unknown) => {
      shared = undefined;
      throw error;
    });
    shared = { kafka, until: performance.now() + shareMs };
    return kafka;
  };
}

/** Finds the brokers of the cluster and what the function shows them, the same way on AWS and on a developer's machine. */
async function connectKafka({ clientId, clusterArn, secretArn, caSecretArn, region }: KafkaConfig): Promise<Kafka> {
  const msk = new KafkaClient(callBounds);
  try {
    const [brokers, login] = await Promise.all([
      bootstrapBrokers(msk, clusterArn, secretArn === undefined ? 'IAM' : 'certificate'),
      secretArn === undefined ? { token: () => iamToken(region) } : certificateLogin(secretArn, caSecretArn),
    ]);
    return new kafkajs.Kafka(clientOptions({ clientId, brokers, login }));
  } finally {
    msk.destroy();
  }
}

async function certificateLogin(secretArn: string, caSecretArn: string | undefined): Promise<Login> {
  const secrets = new SecretsManagerClient(callBounds);
  try {
    const [certificate, ca] = await Promise.all([
      readClientCertificate(secrets, secretArn),
      caSecretArn === undefined ? undefined : readAuthority(secrets, caSecretArn),
    ]);
    return { certificate, ca };
  } finally {
    secrets.destroy();
  }
}
