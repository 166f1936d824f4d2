import { createHash } from 'node:crypto';

/** How much of a record's key and value is kept, in bytes. */
interface Kept {
  readonly key: number;
  readonly value: number;
}

/** What is kept of a record that is too large to be kept whole: its beginning, and by what the whole is known. */
export interface Beginning {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Bytes of the whole value. */
  readonly bytes: number;
  /** Digest of the whole value, in hex. */
  readonly sha256: string;
}

export const beginningOf = (
  { key, value }: { readonly key: Buffer | null; readonly value: Buffer | null },
  kept: Kept,
): Beginning => ({
  key: key?.subarray(0, kept.key) ?? null,
  value: value?.subarray(0, kept.value) ?? null,
  bytes: value?.length ?? 0,
  sha256: createHash('sha256')
    .update(value ?? '')
    .digest('hex'),
});
