import { isUtf8 } from 'node:buffer';
import { badMessage, parsed, type Parsed } from '../errors/bad-message.ts';
import { maxProductIdBytes } from './fields.ts';

/** The key of a tombstone, which has nothing else to say what product it is about: an id in UTF-8. */
export const readTombstoneKey = (key: Buffer | null): Parsed<Buffer> =>
  key === null || key.length === 0 || key.length > maxProductIdBytes || !isUtf8(key)
    ? badMessage('invalid_record', `key: must be a product_id of 1 to ${maxProductIdBytes} bytes in UTF-8`)
    : parsed(key);
