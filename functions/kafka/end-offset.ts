import type { Admin, Kafka } from 'kafkajs';
import { PlatformError } from '../errors/platform-error.ts';

/** Tells where a topic ends, over a connection that it keeps. */
export interface EndOffset {
  /** The offset behind the last record of the topic's only partition. One round trip. */
  now(): Promise<number>;
  close(): Promise<void>;
}

/** After a failure the next question has a fresh connection: kafkajs's own would go on asking a leader that has moved. */
export function endOffset(connect: () => Promise<Kafka>, topic: string): EndOffset {
  let current: Promise<Admin> | undefined;

  const close = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.then((admin) => admin.disconnect()).catch(() => undefined);
  };

  return {
    async now() {
      try {
        const admin = await (current ??= openAdmin(connect));
        const [partition] = await admin.fetchTopicOffsets(topic);
        if (partition === undefined) throw new PlatformError('kafka_unavailable', `${topic} has no partition`);
        return Number(partition.high);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}

async function openAdmin(connect: () => Promise<Kafka>): Promise<Admin> {
  const kafka = await connect();
  const admin = kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 } });
  await admin.connect();
  return admin;
}
