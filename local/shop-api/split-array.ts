import { ElementBytes, startOf, type Checkpoint, type Piece, type Position, type Splitter } from './piece.ts';

/** Deeper nesting than any product has; bounds the memory for open brackets. */
const deepest = 1_000;

const newline = 0x0a;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number): boolean => byte === space || byte === newline || byte === 0x0d || byte === 0x09;
/** Second to fourth bytes of a UTF-8 character: they make no column of their own. */
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

type State =
  | 'before array'
  | 'before first'
  | 'before next'
  | 'after element'
  | 'after array'
  | 'container'
  | 'string'
  | 'escape'
  | 'scalar'
  | 'broken';

const insideElement: ReadonlySet<State> = new Set<State>(['container', 'string', 'escape', 'scalar']);

/**
 * Cuts a JSON array (RFC 8259) into its elements. Checks what cutting depends on: brackets that match, strings that end
 * on their line, commas between elements. Whether an element is valid inside is the reader's to check.
 */
export class ArraySplitter implements Splitter {
  readonly #bytes: ElementBytes;
  readonly #brackets = new Uint8Array(deepest);
  #pieces: Piece[] = [];
  #state: State;
  #depth = 0;
  #index: number;
  #line: number;
  /** Bytes before the present chunk. */
  #base: number;
  /** Bytes before the present line, and bytes on it so far that make no column. */
  #lineStart: number;
  #continuations = 0;
  /** Where the present element began: in the file, and in the present chunk. */
  #began: Position;
  #from = 0;

  constructor(largest: number, from: Checkpoint = startOf('array')) {
    this.#bytes = new ElementBytes(largest);
    this.#state = from.index === 0 ? 'before array' : 'after element';
    this.#index = from.index;
    this.#line = from.line;
    this.#base = from.offset;
    this.#lineStart = from.offset - (from.column - 1);
    this.#began = from;
  }

  push(chunk: Buffer): Piece[] {
    this.#from = 0;
    let at = 0;
    while (at < chunk.length && this.#state !== 'broken') at = this.#step(chunk, at);
    if (insideElement.has(this.#state)) this.#bytes.add(chunk.subarray(this.#from));
    this.#base += chunk.length;
    return this.#take();
  }

  end(): Piece[] {
    if (this.#state === 'before array') this.#break(0, 'the array is missing');
    else if (this.#state === 'before next') this.#break(0, 'the file ends after a comma: an element is missing');
    else if (this.#state === 'before first' || this.#state === 'after element' || this.#state === 'scalar')
      this.#break(0, 'the file ends before the ] that closes the array');
    else if (insideElement.has(this.#state))
      this.#break(0, `the file ends inside the element that starts at ${this.#began.line}:${this.#began.column}`);
    return this.#take();
  }

  /** Goes on from `at` for as long as the state stays the same; returns where it changed. */
  #step(chunk: Buffer, at: number): number {
    const state = this.#state;
    if (state === 'container') return this.#container(chunk, at);
    if (state === 'string') return this.#string(chunk, at);
    if (state === 'scalar') return this.#scalar(chunk, at);
    if (state !== 'escape') return this.#between(chunk, at);
    this.#state = 'string';
    return at + 1;
  }

  #between(chunk: Buffer, at: number): number {
    const code = chunk[at] ?? 0;
    if (code === newline) this.#newLine(at);
    if (isSpace(code)) return at + 1;
    const state = this.#state;
    if (state === 'before array' && code === openArray) this.#state = 'before first';
    else if (state === 'after element' && code === comma) this.#state = 'before next';
    else if ((state === 'after element' || state === 'before first') && code === closeArray)
      this.#state = 'after array';
    else if (state === 'before first' || state === 'before next') return this.#begin(code, at);
    else if (state === 'after element') this.#break(at, `expected , or ] after an element, found ${shown(code)}`);
    else if (state === 'after array') this.#break(at, `expected nothing after the array, found ${shown(code)}`);
    else this.#break(at, `expected [, found ${shown(code)}`);
    return at + 1;
  }

  /** The first byte of an element. */
  #begin(code: number, at: number): number {
    if (code === comma || code === closeArray || code === closeObject) {
      const trailing = code === closeArray ? ': the comma before it is one too many' : '';
      this.#break(at, `expected an element, found ${shown(code)}${trailing}`);
      return at + 1;
    }
    this.#began = this.#position(at);
    this.#from = at;
    if (code === quote) this.#state = 'string';
    else this.#state = code === openObject || code === openArray ? 'container' : 'scalar';
    return code === quote ? at + 1 : at;
  }

  #container(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const code = chunk[at] ?? 0;
      if (code === quote) {
        this.#state = 'string';
        return at + 1;
      }
      if (code === newline) this.#newLine(at);
      else if (isContinuation(code)) this.#continuations++;
      else if (code === openObject || code === openArray) {
        if (this.#depth === deepest) return this.#break(at, `nested deeper than ${deepest} levels`);
        this.#brackets[this.#depth++] = code;
      } else if (code === closeObject || code === closeArray) {
        const opened = this.#brackets[--this.#depth];
        // In ASCII a closing bracket stands two places after its opening one.
        if (opened !== code - 2) return this.#break(at, `${shown(code)} closes what ${shown(opened ?? 0)} opened`);
        if (this.#depth === 0) return this.#finish(chunk, at + 1);
      }
    }
    return chunk.length;
  }

  #string(chunk: Buffer, from: number): number {
    let continuations = 0;
    let at = from;
    for (; at < chunk.length; at++) {
      const code = chunk[at] ?? 0;
      if (isContinuation(code)) continuations++;
      else if (code === quote || code === backslash || code < space) break;
    }
    this.#continuations += continuations;
    if (at === chunk.length) return at;
    const code = chunk[at] ?? 0;
    if (code < space)
      return this.#break(at, `a string holds the raw control character ${shown(code)}; JSON escapes it`);
    if (code === backslash) this.#state = 'escape';
    else if (this.#depth > 0) this.#state = 'container';
    else return this.#finish(chunk, at + 1);
    return at + 1;
  }

  /** A number or a literal as an element of the array itself: ends where anything else begins. */
  #scalar(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const code = chunk[at] ?? 0;
      if (isSpace(code) || code === comma || code === closeArray) return this.#finish(chunk, at);
      if (isContinuation(code)) this.#continuations++;
    }
    return chunk.length;
  }

  #finish(chunk: Buffer, end: number): number {
    this.#bytes.add(chunk.subarray(this.#from, end));
    this.#state = 'after element';
    const next = { format: 'array' as const, offset: this.#base + end, index: this.#index + 1, ...this.#position(end) };
    this.#pieces.push(this.#bytes.finish({ ...this.#began, index: this.#index++ }, next));
    return end;
  }

  #break(at: number, message: string): number {
    this.#state = 'broken';
    this.#pieces.push({ kind: 'break', ...this.#position(at), message });
    return at;
  }

  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = this.#base + at + 1;
    this.#continuations = 0;
  }

  #position(at: number): Position {
    return { line: this.#line, column: this.#base + at - this.#lineStart - this.#continuations + 1 };
  }

  #take(): Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}

const shown = (code: number): string =>
  code > space && code < 0x7f ? String.fromCharCode(code) : `byte 0x${code.toString(16).padStart(2, '0')}`;
