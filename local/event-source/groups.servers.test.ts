import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../tests/support/until.ts';
import { numbers, ownTopic, type OwnTopic } from './fixtures/own-topic.ts';

let own: OwnTopic;

beforeEach(async () => {
  own = await ownTopic();
});
afterEach(() => own.remove());

test('two event sources share the partitions of a mapping, and one takes over when the other ends', async () => {
  const { stack, topic, group, start, send, received, firstValues } = own;
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 20, MaximumBatchingWindowInSeconds: 0 } } });
  const first = await start();
  stack.delay(20);
  const sending = (async () => {
    for (let round = 0; round < 20; round += 1)
      for (const partition of [0, 1, 2]) await send(partition, numbers(20, round * 20));
  })();
  const second = await start(0);
  await until('both have partitions', async () => {
    const [a, b] = await Promise.all([first.status(), second.status()]);
    const counts = [a, b].map(({ mappings }) => mappings[0]?.partitions.length ?? 0);
    return counts[0] !== 0 && counts[1] !== 0 && (counts[0] ?? 0) + (counts[1] ?? 0) === 3;
  });
  await first.end('SIGTERM');
  await second.polling(3);
  await sending;
  for (const partition of [0, 1, 2]) {
    await received(partition, 400);
    expect(firstValues(partition)).toEqual(numbers(400));
  }
});

test('LATEST begins with what is sent after the mapping is there, and loses nothing of it when it fails at first', async () => {
  const { stack, topic, group, start, send, received, values, committed } = own;
  await send(0, ['old']);
  await stack.deploy({ Mapping: { topic, group, properties: { StartingPosition: 'LATEST' } } });
  const source = await start();
  await until('the position is committed', async () => (await committed())[0] === 1);
  stack.fail(0, 1_000);
  await send(0, ['new']);
  await until('it was tried', () => stack.events().length > 0);
  await source.end('SIGKILL');
  stack.fail(0, 0);
  await start();
  await received(0, 1);
  expect(values(0)).toEqual(['new']);
});

test('AT_TIMESTAMP begins with the first record that is not older', async () => {
  const { stack, topic, group, producer, start, received, values } = own;
  const at = 1_700_000_000_000;
  const messages = [-2_000, 0, 1_000].map((shift) => ({
    partition: 0,
    value: `${shift}`,
    timestamp: `${at + shift}`,
  }));
  for (const message of messages) await producer.send({ topic, messages: [message] });
  await stack.deploy({
    Mapping: {
      topic,
      group,
      properties: { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: at / 1_000 },
    },
  });
  await start();
  await received(0, 2);
  expect(values(0)).toEqual(['0', '1000']);
});
