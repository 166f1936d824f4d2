import { createHash } from 'node:crypto';
import type { RecordHeader } from './record.ts';
import { headerBytes } from './record-size.ts';

/** A record's content, wherever it stands. */
interface Content {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/** How much of a record's key, value and headers is kept, in bytes. */
interface Kept {
  readonly key: number;
  readonly value: number;
  readonly headers: number;
}

/** What is kept of a record that is too large to be kept whole: its beginning, and by what the whole is known. */
export interface Beginning extends Content {
  /** Bytes of the whole value. */
  readonly bytes: number;
  /** Digest of the whole value, in hex. */
  readonly sha256: string;
}

/** Of headers all or none are kept: half of them would seem to be all. */
export const beginningOf = ({ key, value, headers }: Content, kept: Kept): Beginning => ({
  key: key?.subarray(0, kept.key) ?? null,
  value: value?.subarray(0, kept.value) ?? null,
  headers: headerBytes(headers) <= kept.headers ? headers : [],
  bytes: value?.length ?? 0,
  sha256: createHash('sha256')
    .update(value ?? '')
    .digest('hex'),
});
