import type { Admin, Kafka } from './library.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { keptConnection } from './kept-connection.ts';

/** Tells where a topic ends, over a connection that it keeps. */
export interface EndOffset {
  /** The offset behind the last record of the topic's only partition. Two short requests, a millisecond or two. */
  now(): Promise<number>;
  close(): Promise<void>;
}

/** After a failure the next question has a fresh connection: kafkajs's own would go on asking a leader that has moved. */
export function endOffset(connect: () => Promise<Kafka>, topic: string): EndOffset {
  const connection = keptConnection(
    () => openAdmin(connect),
    (admin) => admin.disconnect(),
  );
  const ask = async (admin: Admin): Promise<number> => {
    const [partition] = await admin.fetchTopicOffsets(topic);
    if (partition === undefined) throw new PlatformError('kafka_unavailable', `${topic} has no partition`);
    return Number(partition.high);
  };
  return { now: () => connection.use(ask), close: () => connection.close() };
}

async function openAdmin(connect: () => Promise<Kafka>): Promise<Admin> {
  const kafka = await connect();
  const admin = kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 } });
  await admin.connect();
  return admin;
}
