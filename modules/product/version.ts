import { badMessage, parsed, type Parsed } from '../errors/bad-message.ts';

/** Epoch milliseconds, in decimal, without a sign. */
const decimal = /^\d{1,16}$/;

/**
 * The version of a product, epoch milliseconds: what the header `version` says, else when the shop sent the record.
 * Of two changes of a product the one with the higher version holds.
 */
export function productVersion(version: Buffer | undefined, timestamp: number): Parsed<number> {
  const text = version === undefined ? String(timestamp) : version.toString('latin1');
  const value = Number(text);
  return decimal.test(text) && Number.isSafeInteger(value)
    ? parsed(value)
    : badMessage('invalid_version', 'version: must be epoch milliseconds in decimal');
}
