import { readFileSync } from 'node:fs';
import { administrator } from '../../modules/platform/access.ts';
import kafkajs, { type Admin, type Kafka, type KafkaConfig } from '../../modules/kafka/library.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';
import { bootstrapServers } from '../../modules/platform/instance/hosts.ts';

/** A Kafka client for a tool of this machine, under one of the instance's certificates. */
export function kafkaAs(instance: Instance, principal: string, overrides: Partial<KafkaConfig> = {}): Kafka {
  const files = certificateFiles(instance, principal);
  return new kafkajs.Kafka({
    clientId: principal,
    brokers: [...bootstrapServers(instance)],
    ssl: { ca: [readFileSync(files.ca)], cert: readFileSync(files.certificate), key: readFileSync(files.key) },
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
    logLevel: kafkajs.logLevel.NOTHING,
    ...overrides,
  });
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
