import { expect, test } from 'vitest';
import { someHeaders } from '../../tests/support/records.ts';
import { decodeKafkaEvent } from './event.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const aRecord = (fields: object = {}) => ({
  topic: 'products',
  partition: 0,
  offset: 15,
  timestamp: 1_545_084_650_987,
  timestampType: 'CREATE_TIME',
  key: base64('p-1'),
  value: base64('{}'),
  headers: [],
  ...fields,
});

const anEvent = (records: object) => ({
  eventSource: 'SelfManagedKafka',
  bootstrapServers: 'b-1:9094,b-2:9094',
  records,
});

test('the event of MSK that AWS documents is decoded', () => {
  const event = {
    eventSource: 'aws:kafka',
    eventSourceArn:
      'arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
    bootstrapServers: 'b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092',
    records: {
      'mytopic-0': [
        {
          topic: 'mytopic',
          partition: 0,
          offset: 15,
          timestamp: 1_545_084_650_987,
          timestampType: 'CREATE_TIME',
          key: 'abcDEFghiJKLmnoPQRstuVWXyz1234==',
          value: 'SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==',
          headers: [{ headerKey: [104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101] }],
        },
      ],
    },
  };
  expect(decodeKafkaEvent(event)).toEqual([
    {
      topic: 'mytopic',
      partition: 0,
      offset: 15,
      timestamp: 1_545_084_650_987,
      key: Buffer.from('abcDEFghiJKLmnoPQRstuVWXyz1234==', 'base64'),
      value: Buffer.from('Hello, this is a test.'),
      headers: [{ name: 'headerKey', value: Buffer.from('headerValue') }],
    },
  ]);
});

/** Headers of an event as JSON, which may have names that literals of this language take otherwise. */
const headersIn = (json: string) =>
  decodeKafkaEvent(anEvent({ 'products-0': [aRecord({ headers: JSON.parse(json) })] }))[0]?.headers;

test('signed bytes of a header are its UTF-8', () => {
  const signed = [...Buffer.from('часы')].map((byte) => (byte > 127 ? byte - 256 : byte));
  expect(headersIn(JSON.stringify([{ name: signed }]))).toEqual(someHeaders({ name: 'часы' }));
});

test('every header is kept, in its order: names that stand twice, without a value, and such as objects have by birth', () => {
  expect(headersIn('[{"trace":[65]},{"2":[66]},{"trace":[66]},{"1":[]},{"none":null}]')).toEqual([
    { name: 'trace', value: Buffer.from('A') },
    { name: '2', value: Buffer.from('B') },
    { name: 'trace', value: Buffer.from('B') },
    { name: '1', value: Buffer.alloc(0) },
    { name: 'none', value: null },
  ]);
  expect(headersIn('[{"__proto__":[65]},{"constructor":[66]},{"":[67]}]')).toEqual([
    { name: '__proto__', value: Buffer.from('A') },
    { name: 'constructor', value: Buffer.from('B') },
    { name: '', value: Buffer.from('C') },
  ]);
});

test.each([
  ['null', { key: null, value: null, headers: null }],
  ['missing', { key: undefined, value: undefined, headers: undefined }],
])('a key, a value and headers that are %s are none', (_, fields) => {
  const [record] = decodeKafkaEvent(anEvent({ 'products-0': [aRecord(fields)] }));
  expect(record).toMatchObject({ key: null, value: null, headers: [] });
});

test('an empty value is no tombstone', () => {
  const [record] = decodeKafkaEvent(anEvent({ 'products-0': [aRecord({ value: '' })] }));
  expect(record?.value).toEqual(Buffer.alloc(0));
});

const threeRecords = (partition: number) => [1, 2, 3].map((offset) => aRecord({ partition, offset }));

test('records of a partition stay in their order', () => {
  const records = decodeKafkaEvent(anEvent({ 'products-1': threeRecords(1), 'products-0': threeRecords(0) }));
  for (const id of [0, 1])
    expect(records.filter((record) => record.partition === id).map(({ offset }) => offset)).toEqual([1, 2, 3]);
});

test('an empty batch has no records', () => {
  expect(decodeKafkaEvent(anEvent({}))).toEqual([]);
  expect(decodeKafkaEvent(anEvent({ 'products-0': [] }))).toEqual([]);
});

test.each([
  ['nothing', undefined],
  ['another event', { source: 'aws.events', detail: {} }],
  ['another event source', { eventSource: 'aws:sqs', records: {} }],
  ['records in a list', anEvent([aRecord()])],
  ['an offset that is text', anEvent({ 'products-0': [aRecord({ offset: '15' })] })],
  ['a value that is not base64', anEvent({ 'products-0': [aRecord({ value: '{"a":1}' })] })],
  ['a header that is text', anEvent({ 'products-0': [aRecord({ headers: ['a'] })] })],
  ['a header value that is text', anEvent({ 'products-0': [aRecord({ headers: [{ a: 'b' }] })] })],
  ['a header byte that is none', anEvent({ 'products-0': [aRecord({ headers: [{ a: [256] }] })] })],
])('%s is refused as an invalid event', (_, event) => {
  expect(() => decodeKafkaEvent(event)).toThrow(expect.objectContaining({ code: 'event_invalid' }));
});
