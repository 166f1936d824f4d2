import { X509Certificate } from 'node:crypto';
import type { KafkaClient } from '@aws-sdk/client-kafka';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { bootstrapBrokers } from '../../modules/kafka/bootstrap-brokers.ts';
import { readAuthority, readClientCertificate } from '../../modules/kafka/certificates.ts';
import { clientOptions } from '../../modules/kafka/client-options.ts';
import kafkajs, { type Kafka } from '../../modules/kafka/library.ts';
import type { Mapping } from './mapping.ts';
import { settings } from './settings.ts';

/** A mapping's way to its brokers, under its own certificate. */
export interface Connection {
  readonly kafka: Kafka;
  /** As they stand in the events. */
  readonly bootstrapServers: readonly string[];
  /** When the client certificate ends; an invalid date when it cannot be read. */
  readonly certificateEnds: Date;
}

export interface ConnectionDependencies {
  readonly secrets: SecretsManagerClient;
  readonly msk: KafkaClient;
  /** PEM of the CA that is trusted when the mapping names none; without it the public ones are, as for MSK on AWS. */
  readonly trustedCa: string | undefined;
}

/** Reads a mapping's secrets and finds its brokers; read anew for every life of a consumer, so that rotation is noticed. */
export async function connect(
  { source, clientCertificateSecret, rootCaSecret, functionName }: Mapping,
  { secrets, msk, trustedCa }: ConnectionDependencies,
): Promise<Connection> {
  const [bootstrapServers, certificate, ca] = await Promise.all([
    source.kind === 'msk' ? bootstrapBrokers(msk, source.clusterArn) : source.bootstrapServers,
    readClientCertificate(secrets, clientCertificateSecret),
    rootCaSecret === undefined ? trustedCa : readAuthority(secrets, rootCaSecret),
  ]);
  const options = clientOptions({
    clientId: `event-source-${functionName}`,
    brokers: bootstrapServers,
    login: { certificate, ca },
    retries: settings.kafkaRetries,
  });
  return { kafka: new kafkajs.Kafka(options), bootstrapServers, certificateEnds: endOf(certificate.certificate) };
}

function endOf(certificate: string): Date {
  try {
    return new Date(new X509Certificate(certificate).validTo);
  } catch {
    return new Date(Number.NaN);
  }
}
