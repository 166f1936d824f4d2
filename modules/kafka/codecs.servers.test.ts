import { expect, onTestFinished, test } from 'vitest';
import { withAdmin } from '../../local/kafka/client.ts';
import { createTopics } from '../../local/kafka/create-topics.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { readTopic } from '../../local/kafka/read-topic.ts';
import { administrator } from '../platform/access.ts';
import { kafkaPublisher } from './publish.ts';

const instance = testInstance();

/** What a block of a codec's own framing holds several times over, some of which cannot be made smaller. */
const value = (n: number): string => `${n} часы ${'повтор '.repeat(2_000)}${noise(40_000)}`;
const noise = (length: number): string =>
  Array.from({ length }, () => String.fromCodePoint(33 + Math.floor(Math.random() * 90))).join('');

test.each(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'])(
  'batches that Kafka itself has written with %s are read',
  async (codec) => {
    const topic = uniqueName(`codec-${codec}`);
    // The brokers write batches anew in the codec of the topic.
    const configEntries = [{ name: 'compression.type', value: codec }];
    await withAdmin(instance, (admin) =>
      createTopics(admin, [{ topic, numPartitions: 1, replicationFactor: 3, configEntries }]),
    );
    onTestFinished(() => withAdmin(instance, (admin) => admin.deleteTopics({ topics: [topic] })));
    const publisher = kafkaPublisher(() => kafkaAs(instance, administrator));
    onTestFinished(() => publisher.close());
    const values = [...Array.from({ length: 20 }, (_, n) => value(n)), ''];
    await publisher.publish(values.map((each) => ({ topic, key: 'k', value: each })));
    expect((await readTopic(instance, topic)).map((record) => String(record.value))).toEqual(values);
  },
);
