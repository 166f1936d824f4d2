/** Brackets that may be open around a value of the file: more than any product needs, and bounds the memory for them. */
export const maxDepth = 1_000;

/** Where something stands in a file. Lines and columns count from 1; columns count characters, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One top-level element: its exact bytes without the white space around it, not yet known to be valid JSON. */
export interface Element extends Position {
  readonly kind: 'element';
  /** Counts from 0 over the whole file. */
  readonly index: number;
  readonly bytes: Buffer;
  /** Where reading goes on after this element. */
  readonly next: Checkpoint;
}

/** An element of more bytes than the splitter keeps. */
export interface Oversized extends Position {
  readonly kind: 'oversized';
  readonly index: number;
  readonly size: number;
  /** As much of its beginning as tells what it is. */
  readonly head: Buffer;
  readonly next: Checkpoint;
}

/** The file's own structure is broken at this place: what follows cannot be told apart and is not read. */
export interface Break extends Position {
  readonly kind: 'break';
  readonly message: string;
}

export type Piece = Element | Oversized | Break;

/** One array of elements; NDJSON, one element a line; or one element after the other, over several lines each. */
export type Format = 'array' | 'lines' | 'sequence';

/** A place between two elements, enough to go on from there without reading what came before. */
export interface Checkpoint extends Position {
  readonly format: Format;
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Elements before this place. */
  readonly index: number;
}

/** Cuts bytes into elements; chunks may end anywhere, also inside a character. */
export interface Splitter {
  push(chunk: Buffer): Piece[];
  /** What the end of the input completes or leaves unfinished. */
  end(): Piece[];
}

export const startOf = (format: Format): Checkpoint => ({ format, offset: 0, index: 0, line: 1, column: 1 });

/** Bytes that are kept of an element that is too large. */
const headBytes = 1_024;

/** Collects the bytes of one element over chunk borders; keeps none of an element above its limit, only its size and its head. */
export class ElementBytes {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#limit) this.#parts = [headOf([...this.#parts, part])];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** The piece that ends here; the next element starts empty. */
  finish(at: Position & { readonly index: number }, next: Checkpoint): Element | Oversized {
    const [parts, size] = [this.#parts, this.#size];
    this.#parts = [];
    this.#size = 0;
    const { index, line, column } = at;
    if (size > this.#limit) return { kind: 'oversized', index, line, column, size, head: headOf(parts), next };
    const [first] = parts;
    const bytes = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    return { kind: 'element', index, line, column, bytes, next };
  }
}

/** A copy, so that the rest is let go. */
function headOf(parts: readonly Buffer[]): Buffer {
  const head = parts.map((part) => part.subarray(0, headBytes));
  return Buffer.from(Buffer.concat(head).subarray(0, headBytes));
}
