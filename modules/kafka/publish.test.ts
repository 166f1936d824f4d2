import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import kafkajs, { type Kafka } from './library.ts';
import { kafkaPublisher } from './publish.ts';
import type { OutgoingRecord } from './record.ts';

/** kafkajs with a topic of three partitions, which answers a send as it is told. */
function answering(send: (values: string[], partitions: readonly number[]) => Promise<void>): Kafka {
  let appended = 0;
  const producer = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    send: async ({ messages }: { messages: readonly { partition: number; value: string }[] }) => {
      await send(
        messages.map(({ value }) => value),
        messages.map(({ partition }) => partition),
      );
      appended += messages.length;
      return [{ baseOffset: String(appended - messages.length) }];
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

/** kafkajs of which some partitions refuse what is sent to them. */
const refusing = (...partitions: readonly number[]): Kafka =>
  answering(async (_, sentTo) => {
    if (sentTo.some((partition) => partitions.includes(partition)))
      throw Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
  });

const toOnePartition = (value: string): OutgoingRecord => ({ topic: 'facts', key: 'one', value });

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

test('what calls have for a partition while a send is under way goes out as one, in their order', async () => {
  const batches: string[][] = [];
  const answers: (() => void)[] = [];
  const kafka = answering(async (values) => {
    batches.push(values);
    await new Promise<void>((resolve) => answers.push(resolve));
  });
  const publisher = kafkaPublisher(() => kafka);
  const published = Promise.all(['a', 'b', 'c', 'd'].map((value) => publisher.publish([toOnePartition(value)])));
  await vi.waitFor(() => expect(batches).toEqual([['a']]));
  answers.shift()?.();
  await vi.waitFor(() => expect(batches).toEqual([['a'], ['b', 'c', 'd']]));
  answers.shift()?.();
  await published;
});

test('calls together make no batch that is too large', async () => {
  const sizes: number[] = [];
  const kafka = answering(async (values) => {
    sizes.push(values.join('').length);
    await pause(20);
  });
  const publisher = kafkaPublisher(() => kafka);
  const half = 'x'.repeat(300_000);
  await Promise.all(Array.from({ length: 5 }, () => publisher.publish([toOnePartition(half)])));
  expect(sizes).toEqual([300_000, 300_000, 300_000, 300_000, 300_000]);
});

test('a record that the brokers refuse fails its own call only, not those that went out with it', async () => {
  const appended: string[] = [];
  const kafka = answering(async (values) => {
    await pause(20);
    if (values.includes('huge')) throw Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });
    appended.push(...values);
  });
  const publisher = kafkaPublisher(() => kafka);
  const calls = ['first', 'before', 'huge', 'behind'];
  const outcomes = await Promise.allSettled(calls.map((value) => publisher.publish([toOnePartition(value)])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[2]).toMatchObject({ reason: { code: 'kafka_record_too_large' } });
  expect(appended.toSorted()).toEqual(['before', 'behind', 'first']);
});

test('what is sent again has the offsets of its last time', async () => {
  let sent = 0;
  const kafka = answering(async () => {
    sent += 1;
    if (sent === 2) throw new Error('the answer was lost');
  });
  const publisher = kafkaPublisher(() => kafka);
  expect(await publisher.append([toOnePartition('a'), toOnePartition('b')])).toEqual([0, 1]);
  expect(await publisher.append([toOnePartition('c'), toOnePartition('d')])).toEqual([2, 3]);
  expect(sent).toBe(3);
  expect(await publisher.append([])).toEqual([]);
});

test('calls at the same time ask for the partitions of their topics once', async () => {
  const kafka = answering(async () => undefined);
  const asked = vi.spyOn(kafka, 'admin');
  const publisher = kafkaPublisher(() => kafka);
  await Promise.all(['a', 'b', 'c'].map((value) => publisher.publish([toOnePartition(value)])));
  expect(asked).toHaveBeenCalledTimes(1);
});
