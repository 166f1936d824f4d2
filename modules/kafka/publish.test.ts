import { expect, test } from 'vitest';
import kafkajs, { type Kafka } from './library.ts';
import { kafkaPublisher } from './publish.ts';

/** kafkajs with a topic of three partitions, of which some refuse what is sent to them. */
function refusing(...partitions: readonly number[]): Kafka {
  const producer = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    send: async ({ messages }: { messages: readonly { partition: number }[] }) => {
      if (messages.some(({ partition }) => partitions.includes(partition)))
        throw Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
      return [];
    },
  };
  const admin = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    fetchTopicMetadata: async () => ({ topics: [{ name: 'facts', partitions: [{}, {}, {}] }] }),
  };
  const kafka = new kafkajs.Kafka({ brokers: ['localhost:1'] });
  return Object.assign(kafka, { producer: () => producer, admin: () => admin });
}

/** One record for each of the three partitions. */
const records = [0, 1, 2].map((n) => ({ topic: 'facts', key: null, value: String(n) }));

test.each([[[0]], [[1]], [[2]], [[1, 2]]])(
  'nothing is acknowledged when partitions %j refuse it',
  async (partitions) => {
    const publisher = kafkaPublisher(() => refusing(...partitions));
    await expect(publisher.publish(records)).rejects.toMatchObject({ code: 'kafka_record_too_large' });
  },
);

test('what every partition takes is acknowledged', async () => {
  await expect(kafkaPublisher(() => refusing()).publish(records)).resolves.toBeUndefined();
});
