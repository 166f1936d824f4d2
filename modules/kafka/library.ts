import kafkajs, { type IHeaders, type KafkaMessage } from 'kafkajs';
import Runner from 'kafkajs/src/consumer/runner.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { lz4, snappy, zstd } from './codecs.ts';
import { fetchPace, type FetchPace } from './fetch-pace.ts';
import type { OutgoingHeader, RecordHeader } from './record.ts';

const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 asks every millisecond, on every connection that was ever used, whether a request waits to be sent: nearly 1%
 * of a core for each. There is nothing to ask unless one waits or the broker slows us down.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
};

const fetch = Runner.prototype.fetch;

/** What a consumer was made with, and when records came last; milliseconds of performance.now(). */
const paces = new WeakMap<Runner, { readonly wanted: FetchPace; recordsAt: number }>();

/**
 * Asks at the pace of fetch-pace.ts. And a consumer of kafkajs that is stopped just when the brokers that it fetches from have changed makes
 * new fetchers afterwards: they ask and get nothing, at once and for ever, and nothing else of the process runs any more. So the first that
 * asks ends them.
 */
Runner.prototype.fetch = async function (nodeId) {
  if (!this.running) void this.fetchManager.stop();
  const { consumerGroup } = this;
  const { minBytes, maxWaitTime } = consumerGroup;
  const pace = paces.get(this) ?? { wanted: { minBytes, maxWaitTime }, recordsAt: performance.now() };
  paces.set(this, pace);
  Object.assign(consumerGroup, fetchPace(pace.wanted, performance.now() - pace.recordsAt));
  const batches = await fetch.call(this, nodeId);
  if (batches.some(({ messages }) => messages.length > 0)) pace.recordsAt = performance.now();
  return batches;
};

// kafkajs reads gzip. A fetch that holds a batch in another codec would fail for ever.
const { CompressionCodecs, CompressionTypes } = kafkajs;
CompressionCodecs[CompressionTypes.ZSTD] = () => zstd;
CompressionCodecs[CompressionTypes.LZ4] = () => lz4;
CompressionCodecs[CompressionTypes.Snappy] = () => snappy;

/** The most bytes of an array that V8 keeps in its own heap. */
const heapBytes = 64;
const nextPowerOfTwo = Encoder.nextPowerOfTwo;

/**
 * kafkajs makes an encoder for each record and each of its headers, of 512 bytes outside of V8's heap: with a few headers a
 * record takes four times its size there, and V8 collects garbage for a quarter of the time. So they begin small.
 */
Encoder.nextPowerOfTwo = () => heapBytes;

Encoder.prototype.ensureAvailable = function (bytes) {
  const needed = this.offset + bytes;
  if (needed <= this.buf.length) return;
  const grown = Buffer.allocUnsafe(nextPowerOfTwo(needed));
  this.buf.copy(grown, 0, 0, this.offset);
  this.buf = grown;
};

// kafkajs makes an object of headers: it loses their order, cannot send a null value, takes names such as `constructor` for
// repeated ones, and needs time by the square of their number. So a list passes through it inside of such an object.

const passed = Symbol('headers');

/** The object of headers of a record that was read: it holds them for `headersOf`, and nothing that kafkajs would send. */
interface PassedHeaders extends IHeaders {
  readonly [passed]: readonly RecordHeader[];
}

const arePassed = (headers: IHeaders | undefined): headers is PassedHeaders =>
  headers !== undefined && passed in headers;

/** The headers of a record that kafkajs has read, as Kafka holds them. */
export const headersOf = ({ headers }: Pick<KafkaMessage, 'headers'>): readonly RecordHeader[] =>
  arePassed(headers) ? headers[passed] : [];

/** Headers for kafkajs to send just as they are. */
export function headersToSend(headers: readonly OutgoingHeader[]): IHeaders {
  const list = headers.map(({ name, value }) => ({
    name,
    value: typeof value === 'string' ? Buffer.from(value) : value,
  }));
  const sent: PassedHeaders = { [passed]: list, list: new SentHeaders(list) };
  return sent;
}

/** Stands for a null value, whose length kafkajs cannot tell: on the wire it has one byte, as an empty value has. */
const nullValue = Buffer.alloc(0);

/** kafkajs writes what the list under a name maps to. */
class SentHeaders extends Array<string> {
  readonly #list: readonly RecordHeader[];

  constructor(list: readonly RecordHeader[]) {
    super();
    this.#list = list;
  }

  override map(): never[] {
    return this.#list.map(({ name, value }) => ({ key: name, value: value ?? nullValue })) as never[];
  }
}

const writeBytes = Encoder.prototype.writeVarIntBytes;

Encoder.prototype.writeVarIntBytes = function (value) {
  return writeBytes.call(this, value === nullValue ? null : value);
};

/** What kafkajs takes for a list of headers and reduces to its object. */
class ReadHeaders {
  readonly #object: PassedHeaders;

  constructor(list: readonly RecordHeader[]) {
    this.#object = { [passed]: list };
  }

  reduce(): PassedHeaders {
    return this.#object;
  }
}

const noHeaders = new ReadHeaders([]);

/** Of every record there is, so it makes nothing that is not needed. */
Decoder.prototype.readVarIntArray = function () {
  const length = this.readVarInt();
  if (length <= 0) return noHeaders;
  const list: RecordHeader[] = [];
  for (let read = 0; read < length; read++)
    list.push({ name: this.readVarIntString() ?? '', value: this.readVarIntBytes() });
  return new ReadHeaders(list);
};

/** kafkajs with those repairs and every codec of Kafka: the only way to it, which a lint rule keeps. */
export default kafkajs;
export type * from 'kafkajs';
