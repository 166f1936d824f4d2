import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import kafkajs, { headersOf, headersToSend, type KafkaMessage, type Message } from '../../modules/kafka/library.ts';
import { readDeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { OutgoingHeader } from '../../modules/kafka/record.ts';
import { discarder } from './discard.ts';
import { aMapping } from './fixtures/a-mapping.ts';

const from = { topic: 'products', partition: 2 };
const tooLarge = { kind: 'too_large', bytes: 9 } as const;
const error = 'one record of 9 bytes is larger than an event may be';

const aMessage = (headers: readonly OutgoingHeader[] = []): KafkaMessage => ({
  key: Buffer.from('p-1'),
  value: Buffer.alloc(5_000, 'x'),
  timestamp: '1700000000000',
  attributes: 0,
  offset: '42',
  headers: headersToSend(headers),
});

/** A client that keeps what is sent, or fails with every send. */
function producing(failure?: Error) {
  const sent: { readonly topic: string; readonly message: Message }[] = [];
  const client = new kafkajs.Kafka({ brokers: ['localhost:1'] });
  const producer = Object.assign(client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner }), {
    connect: async () => undefined,
    disconnect: async () => undefined,
    send: async ({ topic, messages }: { topic: string; messages: Message[] }) => {
      if (failure !== undefined) throw failure;
      sent.push(...messages.map((message) => ({ topic, message })));
    },
  });
  return { kafka: Object.assign(client, { producer: () => producer }), sent };
}

const textsOf = (message: Message | undefined): [string, string | undefined][] =>
  headersOf({ headers: message?.headers ?? {} }).map(({ name, value }) => [name, value?.toString()]);

test('the on-failure topic gets key, beginning and headers of the record, and behind them where the whole stands', async () => {
  const { kafka, sent } = producing();
  const message = aMessage([
    { name: 'version', value: '7' },
    { name: 'topic', value: 'forged' },
    { name: 'none', value: null },
  ]);
  const discard = discarder(kafka, aMapping({ onFailureTopic: 'failed' }));
  expect(await discard(message, from, tooLarge)).toEqual({ kind: 'too_large', error });

  const [told] = sent;
  expect(told).toMatchObject({ topic: 'failed', message: { key: message.key, value: Buffer.alloc(1_024, 'x') } });
  expect(textsOf(told?.message)).toEqual([
    ['version', '7'],
    ['topic', 'forged'],
    ['none', undefined],
    ['topic', 'products'],
    ['partition', '2'],
    ['offset', '42'],
    ['timestamp', '1700000000000'],
    ['function', 'recorder'],
    ['error_code', 'record_too_large'],
    ['error_message', error],
    ['value_bytes', '5000'],
    [
      'value_sha256',
      createHash('sha256')
        .update(message.value ?? '')
        .digest('hex'),
    ],
  ]);
});

test('of headers that are too many to keep none is sent', async () => {
  const { kafka, sent } = producing();
  const message = aMessage([
    { name: 'version', value: '7' },
    { name: 'large', value: 'x'.repeat(64 * 1024) },
  ]);
  await discarder(kafka, aMapping({ onFailureTopic: 'failed' }))(message, from, tooLarge);
  expect(textsOf(sent[0]?.message)[0]).toEqual(['topic', 'products']);
});

test('without an on-failure topic nothing is sent, and the record is passed by', async () => {
  const { kafka, sent } = producing();
  expect(await discarder(kafka, aMapping())(aMessage(), from, tooLarge)).toEqual({ kind: 'too_large', error });
  expect(sent).toEqual([]);
});

test('a topic that does not take it keeps the record where it is', async () => {
  const { kafka } = producing(new Error('not authorized'));
  const discard = discarder(kafka, aMapping({ onFailureTopic: 'failed' }));
  expect(await discard(aMessage(), from, tooLarge)).toEqual({
    kind: 'not_discarded',
    error: `${error}, and failed does not take it: Error: not authorized`,
  });
});

test('a record that the function fails on for good goes there whole, with the error of the function', async () => {
  const { kafka, sent } = producing();
  const message = aMessage([{ name: 'version', value: '7' }]);
  const reason = { kind: 'given_up', error: 'TypeError: price is undefined' } as const;
  expect(await discarder(kafka, aMapping({ onFailureTopic: 'failed' }))(message, from, reason)).toEqual(reason);
  expect(sent).toMatchObject([{ topic: 'failed', message: { key: message.key, value: message.value } }]);
  const headers = Object.fromEntries(textsOf(sent[0]?.message));
  expect(headers).toMatchObject({ version: '7', error_code: 'retries_exhausted', error_message: reason.error });
  const letter = readDeadLetter({
    topic: 'dead_letters',
    partition: 0,
    offset: 5,
    timestamp: 1,
    key: Buffer.from('p-1'),
    value: message.value,
    headers: headersOf({ headers: sent[0]?.message.headers ?? {} }),
  });
  expect(letter).toMatchObject({ code: 'retries_exhausted', isWhole: true });
});
