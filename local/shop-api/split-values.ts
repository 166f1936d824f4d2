import { between, isInside, mayBegin, nextState, unclosed, type Between, type State } from './value-state.ts';
import * as bytes from './bytes.ts';
import { LineCounter } from './line-counter.ts';
import {
  ElementBytes,
  maxDepth,
  type Checkpoint,
  type Format,
  type Piece,
  type Position,
  type Splitter,
} from './piece.ts';

/**
 * Cuts a JSON array (RFC 8259), or objects in a row, into elements, over however many lines each goes. Checks what cutting
 * depends on: brackets that match, strings that end on their line, commas between the elements of an array. Whether an
 * element is valid inside is the reader's to check.
 */
export class ValueSplitter implements Splitter {
  readonly #bytes: ElementBytes;
  readonly #lines: LineCounter;
  readonly #brackets = new Uint8Array(maxDepth);
  readonly #format: Format;
  #pieces: Piece[] = [];
  #state: State;
  #depth = 0;
  #index: number;
  /** Where the present element began: in the file, and in the present chunk. */
  #began: Position;
  #from = 0;

  constructor(largest: number, from: Checkpoint) {
    this.#bytes = new ElementBytes(largest);
    this.#lines = new LineCounter(from);
    this.#format = from.format;
    if (from.format === 'array') this.#state = from.index === 0 ? 'before array' : 'after element';
    else this.#state = 'in a row';
    this.#index = from.index;
    this.#began = from;
  }

  push(chunk: Buffer): Piece[] {
    this.#from = 0;
    for (let at = 0; at < chunk.length;) at = this.#step(chunk, at);
    if (isInside(this.#state)) this.#bytes.add(chunk.subarray(this.#from));
    this.#lines.endChunk(chunk.length);
    return this.#take();
  }

  end(): Piece[] {
    const state = this.#state;
    if (state === 'scalar') this.#break(0, unclosed);
    else if (isInside(state))
      this.#break(0, `the file ends inside the element that starts at ${this.#began.line}:${this.#began.column}`);
    else if (state !== 'broken' && between[state].end !== undefined) this.#break(0, between[state].end);
    return this.#take();
  }

  /** Goes on from `at` for as long as the state stays the same; returns where it changed. */
  #step(chunk: Buffer, at: number): number {
    const state = this.#state;
    if (state === 'container') return this.#container(chunk, at);
    if (state === 'string') return this.#string(chunk, at);
    if (state === 'scalar') return this.#scalar(chunk, at);
    if (state === 'broken') return chunk.length;
    if (state !== 'escape') return this.#between(state, chunk[at] ?? 0, at);
    this.#state = 'string';
    return at + 1;
  }

  #between(state: Between, code: number, at: number): number {
    if (code === bytes.newline) this.#lines.newLine(at);
    if (bytes.isSpace(code)) return at + 1;
    const next = nextState(state, code);
    if (next !== undefined) {
      this.#state = next;
      return at + 1;
    }
    if (mayBegin(state, code)) return this.#begin(code, at);
    const hint = state === 'before next' && code === bytes.closeArray ? ': the comma before it is one too many' : '';
    return this.#break(at, `expected ${between[state].expected}, found ${bytes.shown(code)}${hint}`);
  }

  /** The first byte of an element. */
  #begin(code: number, at: number): number {
    this.#began = this.#lines.position(at);
    this.#from = at;
    if (code === bytes.quote) {
      this.#state = 'string';
      return at + 1;
    }
    this.#state = code === bytes.openObject || code === bytes.openArray ? 'container' : 'scalar';
    return at;
  }

  #container(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const code = chunk[at] ?? 0;
      if (code === bytes.quote) {
        this.#state = 'string';
        return at + 1;
      }
      if (code === bytes.newline) this.#lines.newLine(at);
      else if (bytes.isContinuation(code)) this.#lines.addContinuations(1);
      else if (code === bytes.openObject || code === bytes.openArray) {
        if (this.#depth === maxDepth) return this.#break(at, `nested deeper than ${maxDepth} levels`);
        this.#brackets[this.#depth++] = code;
      } else if (code === bytes.closeObject || code === bytes.closeArray) {
        const opened = this.#brackets[--this.#depth];
        // In ASCII a closing bracket stands two places after its opening one.
        if (opened !== code - 2)
          return this.#break(at, `${bytes.shown(code)} closes what ${bytes.shown(opened ?? 0)} opened`);
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
      if (bytes.isContinuation(code)) continuations++;
      else if (code === bytes.quote || code === bytes.backslash || code < bytes.space) break;
    }
    this.#lines.addContinuations(continuations);
    const code = chunk[at];
    if (code === undefined) return at;
    if (code < bytes.space)
      return this.#break(at, `a string holds the raw control character ${bytes.shown(code)}; JSON escapes it`);
    if (code === bytes.quote && this.#depth === 0) return this.#finish(chunk, at + 1);
    this.#state = code === bytes.quote ? 'container' : 'escape';
    return at + 1;
  }

  /** A number or a literal as an element of the array itself: ends where anything else begins. */
  #scalar(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const code = chunk[at] ?? 0;
      if (bytes.isSpace(code) || code === bytes.comma || code === bytes.closeArray) return this.#finish(chunk, at);
      if (bytes.isContinuation(code)) this.#lines.addContinuations(1);
    }
    return chunk.length;
  }

  #finish(chunk: Buffer, end: number): number {
    this.#bytes.add(chunk.subarray(this.#from, end));
    this.#state = this.#format === 'array' ? 'after element' : 'in a row';
    const place = { offset: this.#lines.offset(end), ...this.#lines.position(end) };
    const next = { format: this.#format, index: this.#index + 1, ...place };
    this.#pieces.push(this.#bytes.finish({ ...this.#began, index: this.#index++ }, next));
    return end;
  }

  #break(at: number, message: string): number {
    this.#state = 'broken';
    this.#pieces.push({ kind: 'break', ...this.#lines.position(at), message });
    return at;
  }

  #take(): Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
