import { isSpace, newline } from './bytes.ts';
import { ElementBytes, startOf, type Checkpoint, type Piece, type Splitter } from './piece.ts';

/** Cuts NDJSON into its lines; blank ones are skipped. Whether a line is valid JSON is the reader's to check. */
export class LineSplitter implements Splitter {
  readonly #bytes: ElementBytes;
  #index: number;
  #line: number;
  /** Bytes before the present chunk. */
  #base: number;

  constructor(largest: number, from: Checkpoint = startOf('lines')) {
    this.#bytes = new ElementBytes(largest);
    this.#index = from.index;
    this.#line = from.line;
    this.#base = from.offset;
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.#bytes.add(chunk.subarray(from, end));
      from = end + 1;
      this.#finish(this.#base + from, pieces);
    }
    this.#bytes.add(chunk.subarray(from));
    this.#base += chunk.length;
    return pieces;
  }

  end(): Piece[] {
    const pieces: Piece[] = [];
    this.#finish(this.#base, pieces);
    return pieces;
  }

  #finish(offset: number, pieces: Piece[]): void {
    const line = this.#line++;
    const next = { format: 'lines' as const, offset, index: this.#index + 1, line: this.#line, column: 1 };
    const piece = this.#bytes.finish({ index: this.#index, line, column: 1 }, next);
    if (piece.kind === 'oversized') {
      pieces.push(piece);
      this.#index++;
      return;
    }
    const { bytes, before } = trimmed(piece.bytes);
    if (bytes.length === 0) return;
    pieces.push({ ...piece, bytes, column: 1 + before });
    this.#index++;
  }
}

/** The line without JSON white space at its ends. */
function trimmed(line: Buffer): { bytes: Buffer; before: number } {
  let [start, end] = [0, line.length];
  while (start < end && isSpace(line[start] ?? 0)) start++;
  while (end > start && isSpace(line[end - 1] ?? 0)) end--;
  return { bytes: line.subarray(start, end), before: start };
}
