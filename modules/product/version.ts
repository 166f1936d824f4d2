import { badMessage, parsed, type BadMessage, type Parsed } from '../errors/bad-message.ts';

/** Epoch milliseconds, in decimal, without a sign. */
const decimal = /^\d{1,16}$/;

/** How far a shop's clock may be ahead of the platform's, in milliseconds. */
const maxAheadMs = 5 * 60_000;

/**
 * What is wrong with a version at this moment, epoch milliseconds: one from the future would hold against every later
 * change of the product, so it is refused. It is not bounded instead: what it would be bounded to differs from one
 * delivery of the record to the next, and with it which change is the latest.
 */
export function futureVersion(version: number, now: number): BadMessage | undefined {
  if (version <= now + maxAheadMs) return undefined;
  const message = `version: must not be more than 5 minutes ahead, and is ${version}; it counts milliseconds since 1970`;
  return { code: 'invalid_version', message };
}

/**
 * The version of a product, epoch milliseconds: what the header `version` says, else, when it has no value, when the shop sent the record.
 * Of two changes of a product the one with the higher version holds.
 */
export function productVersion(version: Buffer | null | undefined, timestamp: number): Parsed<number> {
  // Nearly every record: nobody rewrote it, and Kafka says when it was sent.
  if ((version ?? null) === null && Number.isSafeInteger(timestamp) && timestamp >= 0) return parsed(timestamp);
  const text = version?.toString('latin1') ?? String(timestamp);
  const value = Number(text);
  return decimal.test(text) && Number.isSafeInteger(value)
    ? parsed(value)
    : badMessage('invalid_version', 'version: must be epoch milliseconds in decimal');
}
