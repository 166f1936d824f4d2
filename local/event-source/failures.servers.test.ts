import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../tests/support/until.ts';
import { numbers, ownTopic, successor, type OwnTopic, ways } from './fixtures/own-topic.ts';

let own: OwnTopic;

beforeEach(async () => {
  own = await ownTopic();
});
afterEach(() => own.remove());

test.each(ways)('%s a failing function gets its batch again in order, and other partitions go on', async (_, flags) => {
  const { stack, topic, group, start, send, received, values, committed } = own;
  await stack.deploy({
    Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } },
  });
  const source = await start(3, flags);
  stack.fail(0, 4);
  await send(0, numbers(50));
  await send(1, numbers(50));
  await received(1, 50);
  expect(values(0)).toEqual([]);
  expect((await committed())[0]).toBe(0);

  await received(0, 50);
  expect(values(0)).toEqual(numbers(50));
  expect(values(1)).toEqual(numbers(50));
  await until('all is committed', async () => (await committed())[0] === 50);
  const [mapping] = (await source.status()).mappings;
  expect(mapping).toMatchObject({
    records: 100,
    retries: 4,
    state: 'Enabled',
    lastProcessingResult: 'OK',
    poller: 'polling',
    lastError: { message: expect.stringContaining('told to fail') },
  });
  expect(await source.metrics()).toMatch(/event_source_errors_total\{[^}]*outcome="function_failed"\} 4/);
});

test('a partition whose batch always fails commits nothing and stops no other', async () => {
  const { stack, topic, group, start, send, received, values, committed } = own;
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 5 } } });
  await start();
  stack.fail(0, 1_000);
  await send(0, numbers(20));
  for (let round = 0; round < 3; round += 1) {
    await send(1, numbers(20, round * 20));
    await send(2, numbers(20, round * 20));
    await received(1, 20 * (round + 1));
    await received(2, 20 * (round + 1));
  }
  expect(values(0)).toEqual([]);
  await until('the others are committed', async () => (await committed()).join() === '0,60,60');
});

test('a function that hangs beyond the stop leaves its batch uncommitted, and the next event source delivers it', async () => {
  const { stack, topic, group, start, send, received, firstValues, committed } = own;
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } } });
  const source = await start();
  await send(0, numbers(30));
  await received(0, 30);
  await until('they are committed', async () => (await committed())[0] === 30);
  stack.delay(15_000);
  await send(0, numbers(30, 30));
  await until('the batch is in flight', async () => (await source.status()).mappings[0]?.inFlight === 10);

  expect(await source.end('SIGTERM')).toBeLessThan(8_000);
  expect((await committed())[0]).toBe(30);
  stack.delay(0);
  await start();
  await received(0, 60);
  expect(firstValues(0)).toEqual(numbers(60));
});

test.each(ways)(
  '%s a batch in flight at SIGTERM is finished and committed, and none after it begins',
  async (_, flags) => {
    const { stack, topic, group, start, send, values, committed } = own;
    await stack.deploy({
      Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } },
    });
    const source = await start(3, flags);
    stack.delay(1_500);
    await send(0, numbers(30));
    await until('a batch is in flight', async () => (await source.status()).mappings[0]?.inFlight === 10);

    expect(await source.end('SIGTERM')).toBeLessThan(5_000);
    expect(values(0)).toEqual(numbers(10));
    expect((await committed())[0]).toBe(10);
  },
);

test.each(ways)('%s kill -9 loses nothing', async (_, flags) => {
  const { stack, topic, group, start, send, received, firstValues, committed } = own;
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 20, MaximumBatchingWindowInSeconds: 0 } } });
  const source = await start(3, flags);
  stack.delay(50);
  await Promise.all([0, 1, 2].map((partition) => send(partition, numbers(400))));
  await received(0, 100);
  await source.end('SIGKILL');
  await start(3, flags);
  for (const partition of [0, 1, 2]) {
    await received(partition, 400);
    expect(firstValues(partition)).toEqual(numbers(400));
  }
  await until('all is committed', async () => (await committed()).join() === '400,400,400');
});

test('a certificate that is refused from one moment on is replaced without a restart, and nothing is lost', async () => {
  const { stack, topic, group, admin, rights, start, send, received, firstValues, committed } = own;
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } } });
  const source = await start();
  await send(0, numbers(50));
  await received(0, 50);

  await admin.createAcls({ acl: rights(successor) });
  await admin.deleteAcls({ filters: rights() });
  await send(0, numbers(50, 50));
  const told = async () => (await source.status()).mappings[0]?.lastError?.message ?? '';
  await until('the refusal is told', async () => /not authorized/i.test(await told()));

  await stack.replaceCertificate(successor);
  await send(0, numbers(50, 100));
  await received(0, 150);
  expect(firstValues(0)).toEqual(numbers(150));
  await until('all is committed', async () => (await committed())[0] === 150);
  expect(source.running).toBe(true);
});
