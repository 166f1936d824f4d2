import type { Checkpoint, Position } from './piece.ts';

/** Lines and columns of a file that comes in chunks. `at` is a place in the present chunk, in bytes. */
export class LineCounter {
  #line: number;
  /** Bytes before the present chunk, and before the present line. */
  #chunkStart: number;
  #lineStart: number;
  /** Bytes of the present line so far that make no column. */
  #continuations = 0;

  constructor({ offset, line, column }: Checkpoint) {
    this.#line = line;
    this.#chunkStart = offset;
    this.#lineStart = offset - (column - 1);
  }

  newLine(at: number): void {
    this.#line++;
    this.#lineStart = this.offset(at) + 1;
    this.#continuations = 0;
  }

  addContinuations(count: number): void {
    this.#continuations += count;
  }

  endChunk(length: number): void {
    this.#chunkStart += length;
  }

  /** Bytes from the start of the file. */
  offset(at: number): number {
    return this.#chunkStart + at;
  }

  position(at: number): Position {
    return { line: this.#line, column: this.offset(at) - this.#lineStart - this.#continuations + 1 };
  }
}
