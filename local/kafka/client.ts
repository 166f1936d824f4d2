import { readFileSync } from 'node:fs';
import { administrator } from '../../modules/platform/access.ts';
import { clientOptions } from '../../modules/kafka/client-options.ts';
import kafkajs, { type Admin, type Kafka, type KafkaConfig } from '../../modules/kafka/library.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';
import { bootstrapServers } from '../../modules/platform/instance/hosts.ts';

/** A Kafka client for a tool of this machine, under one of the instance's certificates. */
export function kafkaAs(instance: Instance, principal: string, overrides: Partial<KafkaConfig> = {}): Kafka {
  const files = certificateFiles(instance, principal);
  const options = clientOptions({
    clientId: principal,
    brokers: bootstrapServers(instance),
    login: {
      certificate: {
        certificate: readFileSync(files.certificate, 'utf8'),
        privateKey: readFileSync(files.key, 'utf8'),
      },
      ca: readFileSync(files.ca, 'utf8'),
    },
  });
  return new kafkajs.Kafka({ ...options, ...overrides });
}

/** Hands over a connected admin client of the people who run the cluster, and disconnects it whatever happens. */
export async function withAdmin<T>(instance: Instance, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaAs(instance, administrator).admin();
  try {
    await admin.connect();
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}
