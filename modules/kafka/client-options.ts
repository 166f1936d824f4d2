import type { ClientCertificate } from './certificates.ts';
import kafkajs, { type KafkaConfig } from './library.ts';

interface Client {
  readonly clientId: string;
  /** As `host:port`. */
  readonly brokers: readonly string[];
  readonly certificate: ClientCertificate;
  /** PEM of the brokers' CA; without it the public ones are trusted. */
  readonly ca: string | undefined;
  /** How often kafkajs repeats a request by itself, about two seconds apart in the end. */
  readonly retries?: number;
}

/** Options of a kafkajs client that speaks TLS under a certificate of its own. kafkajs logs nothing: its errors say all. */
export const clientOptions = ({ clientId, brokers, certificate, ca, retries = 8 }: Client): KafkaConfig => ({
  clientId,
  brokers: [...brokers],
  ssl: {
    cert: certificate.certificate,
    key: certificate.privateKey,
    ...(certificate.privateKeyPassword !== undefined && { passphrase: certificate.privateKeyPassword }),
    ...(ca !== undefined && { ca: [ca] }),
  },
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries },
  logLevel: kafkajs.logLevel.NOTHING,
});
