import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 asks every millisecond, on every connection that was ever used, whether a request waits to be sent: nearly 1%
 * of a core for each. There is nothing to ask unless one waits or the broker slows us down.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
};

/** kafkajs with that repair: the only way to it, which a lint rule keeps. */
export { default } from 'kafkajs';
export type * from 'kafkajs';
