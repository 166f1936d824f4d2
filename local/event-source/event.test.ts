import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { headersToSend, type KafkaMessage } from '../../modules/kafka/library.ts';
import { encodedSize } from './encoded-size.ts';
import { encodeEvent, encodeRecord, envelope, partSize } from './event.ts';
import documentedMsk from './fixtures/documented-msk-event.json' with { type: 'json' };
import documentedSelfManaged from './fixtures/documented-self-managed-event.json' with { type: 'json' };

const topicPartition = { topic: 'mytopic', partition: 0 };

const documentedServers = documentedMsk.bootstrapServers.split(',');

/** The documented event's record; its key ends in other bits than in the documentation, where it is no canonical Base64. */
const documentedMessage: KafkaMessage = {
  offset: '15',
  timestamp: '1545084650987',
  attributes: 0,
  key: Buffer.from('abcDEFghiJKLmnoPQRstuVWXyz123w==', 'base64'),
  value: Buffer.from('Hello, this is a test.'),
  headers: headersToSend([{ name: 'headerKey', value: 'headerValue' }]),
};

const aMessage = (overrides: Partial<KafkaMessage> = {}): KafkaMessage =>
  Object.assign({}, documentedMessage, overrides);

const encoded = (message: KafkaMessage): unknown => JSON.parse(encodeRecord(topicPartition, message).toString());

const msk = { kind: 'msk', clusterArn: documentedMsk.eventSourceArn } as const;
const selfManaged = { kind: 'self-managed', bootstrapServers: documentedServers } as const;

const documentedPart = { topicPartition, messages: [documentedMessage] };

describe('the documented events', () => {
  test('an MSK mapping sends the event that AWS documents', () => {
    const event = { envelope: envelope(msk, documentedServers), parts: [documentedPart] };
    expect(JSON.parse(encodeEvent(event).toString())).toEqual(documentedMsk);
  });

  test('a self-managed mapping sends the event that AWS documents', () => {
    const event = { envelope: envelope(selfManaged, documentedServers), parts: [documentedPart] };
    expect(JSON.parse(encodeEvent(event).toString())).toEqual(documentedSelfManaged);
  });

  test('records of several partitions stand apart', () => {
    const parts = [0, 1].map((partition) => ({
      topicPartition: { topic: 'mytopic', partition },
      messages: [aMessage(), aMessage()],
    }));
    const event: unknown = JSON.parse(encodeEvent({ envelope: envelope(msk, []), parts }).toString());
    expect(event).toMatchObject({
      records: {
        'mytopic-0': [{ partition: 0 }, { partition: 0 }],
        'mytopic-1': [{ partition: 1 }, { partition: 1 }],
      },
    });
  });
});

describe('records', () => {
  test('a null key and a null value have no field', () => {
    expect(Object.keys(Object(encoded(aMessage({ key: null, value: null }))))).toEqual([
      'topic',
      'partition',
      'offset',
      'timestamp',
      'timestampType',
      'headers',
    ]);
  });

  test('an empty key and an empty value are empty strings', () => {
    expect(encoded(aMessage({ key: Buffer.alloc(0), value: Buffer.alloc(0) }))).toMatchObject({ key: '', value: '' });
  });

  test('header bytes are signed', () => {
    const headers = headersToSend([{ name: 'bytes', value: Buffer.from([0, 127, 128, 255]) }]);
    expect(encoded(aMessage({ headers }))).toMatchObject({ headers: [{ bytes: [0, 127, -128, -1] }] });
  });

  test('a header that comes twice stands twice, in its place, and an empty value is told from none', () => {
    const values = [{ twice: 'a' }, { empty: '' }, { twice: 'b' }, { none: null }];
    const headers = headersToSend(
      values.flatMap((one) => Object.entries(one).map(([name, value]) => ({ name, value }))),
    );
    expect(encoded(aMessage({ headers }))).toMatchObject({
      headers: [{ twice: [97] }, { empty: [] }, { twice: [98] }, { none: null }],
    });
  });

  test('the time of a topic with LogAppendTime is told as such', () => {
    const message = Object.assign(aMessage(), { batchContext: { timestampType: 1 } });
    expect(encoded(message)).toMatchObject({ timestampType: 'LOG_APPEND_TIME' });
  });

  test('any record comes out of the event as it went in', () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('constructor', '__proto__', 'toString'));
    const anyRecord = fc.record({
      key: fc.option(bytes),
      value: fc.option(bytes),
      headers: fc.array(fc.record({ name, value: fc.option(bytes) }, { noNullPrototype: true }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), (records) => {
        const frame = envelope(selfManaged, documentedServers);
        const messages = records.map(({ headers, ...fields }) =>
          aMessage({ ...fields, headers: headersToSend(headers) }),
        );
        const parts = messages.map((message) => encodeRecord(topicPartition, message));
        const event = encodeEvent({ envelope: frame, parts: [{ topicPartition, messages }] });
        // No comma is behind the last part.
        const size = frame.head.length + frame.tail.length - 1;
        expect(event.length).toBe(size + partSize(topicPartition, parts.length, Buffer.concat(parts).length));
        expect(messages.map((message) => encodedSize(topicPartition, message))).toEqual(
          parts.map(({ length }) => length),
        );
        expect(JSON.stringify(decode(event))).toBe(JSON.stringify(records));
      }),
    );
  });
});

interface EncodedRecord {
  readonly key?: string;
  readonly value?: string;
  readonly headers: readonly Readonly<Record<string, readonly number[] | null>>[];
}

/** Reads an event the way a function does. */
function decode(event: Buffer): object[] {
  const { records }: { records: Record<string, EncodedRecord[]> } = JSON.parse(event.toString());
  return Object.values(records)
    .flat()
    .map(({ key, value, headers }) => ({
      key: bytesOf(key),
      value: bytesOf(value),
      headers: headers.flatMap((header) =>
        Object.entries(header).map(([name, signed]) => ({ name, value: signed && Buffer.from(signed) })),
      ),
    }));
}

const bytesOf = (base64: string | undefined) => (base64 === undefined ? null : Buffer.from(base64, 'base64'));
