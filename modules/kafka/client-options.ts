import type { ClientCertificate } from './certificates.ts';
import kafkajs, { type KafkaConfig } from './library.ts';

/** What a client shows the brokers. */
export type Login =
  | {
      readonly certificate: ClientCertificate;
      /** PEM of the brokers' CA; without it the public ones are trusted. */
      readonly ca: string | undefined;
    }
  /** For brokers that know it by IAM: a token for each time that it signs in. */
  | { readonly token: () => Promise<string> };

interface Client {
  readonly clientId: string;
  /** As `host:port`. */
  readonly brokers: readonly string[];
  readonly login: Login;
  /** How often kafkajs repeats a request by itself, about two seconds apart in the end. */
  readonly retries?: number;
}

/** Options of a kafkajs client that speaks TLS under a login of its own. kafkajs logs nothing: its errors say all. */
export const clientOptions = ({ clientId, brokers, login, retries = 8 }: Client): KafkaConfig => ({
  clientId,
  brokers: [...brokers],
  ...('token' in login ? underToken(login.token) : underCertificate(login)),
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries },
  logLevel: kafkajs.logLevel.NOTHING,
});

const underToken = (token: () => Promise<string>): Pick<KafkaConfig, 'ssl' | 'sasl'> => ({
  ssl: true,
  sasl: { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await token() }) },
});

const underCertificate = ({ certificate, ca }: Exclude<Login, { token: unknown }>): Pick<KafkaConfig, 'ssl'> => ({
  ssl: {
    cert: certificate.certificate,
    key: certificate.privateKey,
    ...(certificate.privateKeyPassword !== undefined && { passphrase: certificate.privateKeyPassword }),
    ...(ca !== undefined && { ca: [ca] }),
  },
});
