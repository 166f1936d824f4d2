import { readFileSync } from 'node:fs';
import { bootstrapServers } from '../../modules/platform/instance/hosts.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';

/** Kinds of clients by what they call their settings; kcat reads those of librdkafka. */
export const clientKinds = ['librdkafka', 'java'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** Settings under which a client of Kafka is this principal, a line each. Those of Java hold the private key itself. */
export function clientSettings(instance: Instance, principal: string, kind: ClientKind): string {
  const files = certificateFiles(instance, principal);
  const common = { 'bootstrap.servers': bootstrapServers(instance).join(','), 'client.id': principal };
  const settings =
    kind === 'java'
      ? {
          ...common,
          'security.protocol': 'SSL',
          'ssl.truststore.type': 'PEM',
          'ssl.truststore.location': files.ca,
          'ssl.keystore.type': 'PEM',
          'ssl.keystore.certificate.chain': onOneLine(files.certificate),
          'ssl.keystore.key': onOneLine(files.key),
          acks: 'all',
        }
      : {
          ...common,
          'security.protocol': 'ssl',
          'ssl.ca.location': files.ca,
          'ssl.certificate.location': files.certificate,
          'ssl.key.location': files.key,
          acks: 'all',
          // As the platform's own clients choose a partition: what two clients send of one product stays in order.
          partitioner: 'murmur2_random',
        };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** As files of properties have texts of several lines. */
const onOneLine = (file: string): string =>
  readFileSync(file, 'utf8')
    .trim()
    .replaceAll('\n', String.raw`\n`);
