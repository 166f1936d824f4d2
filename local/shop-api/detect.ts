import { isSpace, openArray } from './bytes.ts';
import { startOf, type Checkpoint, type Piece, type Splitter } from './piece.ts';
import { ArraySplitter } from './split-array.ts';
import { LineSplitter } from './split-lines.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** First bytes of files that people send by mistake, and what to do about it. */
const strangers: readonly { readonly start: Buffer; readonly advice: string }[] = [
  { start: Buffer.from([0xff, 0xfe]), advice: 'is UTF-16; save it as UTF-8' },
  { start: Buffer.from([0xfe, 0xff]), advice: 'is UTF-16; save it as UTF-8' },
  {
    start: Buffer.from([0x1f, 0x8b]),
    advice: 'is compressed; unpack it first: gunzip -c FILE | npm run -s shop -- send --file -',
  },
];

/** More white space than any file starts with; bounds what is kept before the first character. */
const maxBlankBytes = 1024 * 1024;

/** Cuts a file from its start: an array when its first character is [, else NDJSON. A byte order mark is skipped. */
export class FileSplitter implements Splitter {
  readonly #largest: number;
  #head = Buffer.alloc(0);
  #splitter: Splitter | undefined;

  constructor(largest: number) {
    this.#largest = largest;
  }

  push(chunk: Buffer): Piece[] {
    if (this.#splitter !== undefined) return this.#splitter.push(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    const decided = this.#head.length >= maxBlankBytes || firstVisible(this.#head, 3) !== undefined;
    return decided ? this.#decide() : [];
  }

  end(): Piece[] {
    const pieces = this.#splitter === undefined ? this.#decide() : [];
    return [...pieces, ...(this.#splitter?.end() ?? [])];
  }

  #decide(): Piece[] {
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    const start = startsWith(head, byteOrderMark) ? byteOrderMark.length : 0;
    const first = firstVisible(head, start);
    const stranger = strangers.find((one) => startsWith(head, one.start));
    if (stranger !== undefined || first === undefined) {
      this.#splitter = { push: () => [], end: () => [] };
      return [{ kind: 'break', line: 1, column: 1, message: `the file ${stranger?.advice ?? 'is empty'}` }];
    }
    this.#splitter = splitterFrom(
      { ...startOf(first === openArray ? 'array' : 'lines'), offset: start },
      this.#largest,
    );
    return this.#splitter.push(head.subarray(start));
  }
}

/** Cuts a file on from a place between two of its elements. */
export const splitterFrom = (checkpoint: Checkpoint, largest: number): Splitter =>
  checkpoint.format === 'array' ? new ArraySplitter(largest, checkpoint) : new LineSplitter(largest, checkpoint);

const firstVisible = (bytes: Buffer, from: number): number | undefined =>
  bytes.subarray(from).find((byte) => !isSpace(byte));

const startsWith = (bytes: Buffer, start: Buffer): boolean => bytes.subarray(0, start.length).equals(start);
