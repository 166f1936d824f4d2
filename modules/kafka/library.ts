import kafkajs, { type IHeaders, type KafkaMessage } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { lz4, snappy, zstd } from './codecs.ts';
import type { OutgoingHeader, RecordHeader } from './record.ts';

const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 asks every millisecond, on every connection that was ever used, whether a request waits to be sent: nearly 1%
 * of a core for each. There is nothing to ask unless one waits or the broker slows us down.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
};

// kafkajs reads gzip. A fetch that holds a batch in another codec would fail for ever.
const { CompressionCodecs, CompressionTypes } = kafkajs;
CompressionCodecs[CompressionTypes.ZSTD] = () => zstd;
CompressionCodecs[CompressionTypes.LZ4] = () => lz4;
CompressionCodecs[CompressionTypes.Snappy] = () => snappy;

// kafkajs makes an object of headers: it loses their order, cannot send a null value, takes names such as `constructor` for
// repeated ones, and needs time by the square of their number. So a list passes through it inside of such an object.

const lists = new WeakMap<IHeaders, readonly RecordHeader[]>();

/** The headers of a record that kafkajs has read, as Kafka holds them. */
export const headersOf = ({ headers }: Pick<KafkaMessage, 'headers'>): readonly RecordHeader[] =>
  (headers && lists.get(headers)) ?? [];

/** Headers for kafkajs to send just as they are. */
export const headersToSend = (headers: readonly OutgoingHeader[]): IHeaders =>
  objectWith(
    headers.map(({ name, value }) => ({ name, value: typeof value === 'string' ? Buffer.from(value) : value })),
  );

/** Stands for a null value, whose length kafkajs cannot tell: on the wire it has one byte, as an empty value has. */
const nullValue = Buffer.alloc(0);

/** kafkajs writes what the list under a name maps to. */
function objectWith(list: readonly RecordHeader[]): IHeaders {
  const map = () => list.map(({ name, value }) => ({ key: name, value: value ?? nullValue }));
  const object = { list: Object.assign<string[], object>([], { map }) };
  lists.set(object, list);
  return object;
}

const writeBytes = Encoder.prototype.writeVarIntBytes;

Encoder.prototype.writeVarIntBytes = function (value) {
  return writeBytes.call(this, value === nullValue ? null : value);
};

const readHeaders = Decoder.prototype.readVarIntArray;
const noHeaders = objectWith([]);

/** kafkajs reduces what this returns to its object. */
Decoder.prototype.readVarIntArray = function (reader) {
  const read = readHeaders.call(this, reader);
  const object = read.length === 0 ? noHeaders : objectWith(read.map(({ key, value }) => ({ name: key, value })));
  return Object.assign(read, { reduce: () => object });
};

/** kafkajs with those repairs and every codec of Kafka: the only way to it, which a lint rule keeps. */
export default kafkajs;
export type * from 'kafkajs';
