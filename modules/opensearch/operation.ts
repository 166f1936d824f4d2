import type { IndexNames } from './indices.ts';
import type { JsonPiece } from './json-pieces.ts';

/** A write of one document. OpenSearch refuses it (409) when it has a newer version; an equal one is taken again. */
export interface Operation {
  readonly action: 'index' | 'delete';
  readonly index: keyof IndexNames;
  readonly id: string;
  readonly version: number;
  /** JSON on one line, as a whole or in pieces; absent in a deletion. */
  readonly document?: string | readonly JsonPiece[];
}
