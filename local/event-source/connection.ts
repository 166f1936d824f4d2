import { X509Certificate } from 'node:crypto';
import { GetBootstrapBrokersCommand, type KafkaClient } from '@aws-sdk/client-kafka';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import kafkajs, { type Kafka } from '../../modules/kafka/library.ts';
import type { EventSource, Mapping } from './mapping.ts';

const clientCertificate = z.object({
  certificate: z.string().min(1),
  privateKey: z.string().min(1),
  privateKeyPassword: z.string().optional(),
});
const authority = z.object({ certificate: z.string().min(1) });

/** A mapping's way to its brokers, under its own certificate. */
export interface Connection {
  readonly kafka: Kafka;
  /** As they stand in the events. */
  readonly bootstrapServers: readonly string[];
  /** When the client certificate ends; an invalid date when it cannot be read. */
  readonly certificateEnds: Date;
}

export interface Directory {
  readonly secrets: SecretsManagerClient;
  readonly msk: KafkaClient;
  /** PEM of the CA that is trusted when the mapping names none, as for MSK, whose CA is a public one on AWS. */
  readonly trustedCa: string;
}

/** Reads a mapping's secrets and finds its brokers; read anew for every life of a consumer, so that rotation is noticed. */
export async function connect(mapping: Mapping, { secrets, msk, trustedCa }: Directory): Promise<Connection> {
  const { clientCertificateSecret, rootCaSecret, functionName } = mapping;
  const [bootstrapServers, client, ca] = await Promise.all([
    brokersOf(mapping.source, msk),
    readSecret(secrets, clientCertificateSecret, clientCertificate),
    rootCaSecret === undefined ? { certificate: trustedCa } : readSecret(secrets, rootCaSecret, authority),
  ]);
  const passphrase = client.privateKeyPassword;
  const kafka = new kafkajs.Kafka({
    clientId: `event-source-${functionName}`,
    brokers: [...bootstrapServers],
    ssl: {
      ca: [ca.certificate],
      cert: client.certificate,
      key: client.privateKey,
      ...(passphrase !== undefined && { passphrase }),
    },
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    logLevel: kafkajs.logLevel.NOTHING,
  });
  return { kafka, bootstrapServers, certificateEnds: endOf(client.certificate) };
}

function endOf(certificate: string): Date {
  try {
    return new Date(new X509Certificate(certificate).validTo);
  } catch {
    return new Date(Number.NaN);
  }
}

async function brokersOf(source: EventSource, msk: KafkaClient): Promise<readonly string[]> {
  if (source.kind === 'self-managed') return source.bootstrapServers;
  try {
    const { BootstrapBrokerStringTls } = await msk.send(
      new GetBootstrapBrokersCommand({ ClusterArn: source.clusterArn }),
    );
    if (BootstrapBrokerStringTls) return BootstrapBrokerStringTls.split(',');
  } catch (error) {
    throw new PlatformError('kafka_unavailable', `cannot find the brokers of ${source.clusterArn}`, { cause: error });
  }
  throw new PlatformError('kafka_unavailable', `${source.clusterArn} has no brokers with TLS`);
}

async function readSecret<T>(client: SecretsManagerClient, id: string, schema: z.ZodType<T>): Promise<T> {
  const { SecretString = '' } = await client
    .send(new GetSecretValueCommand({ SecretId: id }))
    .catch((error: unknown) => {
      throw new PlatformError('secret_unavailable', `cannot read the secret ${id}`, { cause: error });
    });
  // The causes are left out below: what parsers say quotes their input, and this input is a key.
  const content = schema.safeParse(parseJson(SecretString));
  if (content.success) return content.data;
  throw new PlatformError('secret_unavailable', `the secret ${id} lacks a certificate or its key in PEM`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
