import kafkajs from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { lz4, snappy, zstd } from './codecs.ts';

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

/** kafkajs with that repair and every codec of Kafka: the only way to it, which a lint rule keeps. */
export default kafkajs;
export type * from 'kafkajs';
