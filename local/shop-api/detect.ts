import { jsonOf } from '../../modules/errors/schema.ts';
import { isSpace, newline, openArray, openObject, shown } from './bytes.ts';
import { findFault } from './fault.ts';
import { startOf, type Checkpoint, type Format, type Piece, type Splitter } from './piece.ts';
import { LineSplitter } from './split-lines.ts';
import { ValueSplitter } from './split-values.ts';
import { strangerAdvice } from './strangers.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** Enough to know whatever is told by its first bytes. */
const firstBytes = 8;

/** More white space than any file starts with; bounds what is kept before the first character. */
const maxBlankBytes = 1024 * 1024;

/**
 * Cuts a file from its start. Its first character tells an array, its first line the others: a product a line, or one that goes
 * on over several lines. A byte order mark is skipped.
 */
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
    return this.#isTelling() ? this.#decide() : [];
  }

  end(): Piece[] {
    const pieces = this.#splitter === undefined ? this.#decide() : [];
    return [...pieces, ...(this.#splitter?.end() ?? [])];
  }

  /** Whether enough is there to decide by. */
  #isTelling(): boolean {
    const head = this.#head;
    const first = firstVisible(head, byteOrderMark.length);
    if (first === undefined || head.length < firstBytes) return head.length >= maxBlankBytes;
    const start = firstVisible(head, startOfText(head)) ?? first;
    if (head[start] !== openObject || head.length - start > this.#largest) return true;
    return formatOf(head.subarray(start)) !== undefined;
  }

  #decide(): Piece[] {
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    const start = startOfText(head);
    const refusal = refusalOf(head, start);
    if (refusal !== undefined) {
      this.#splitter = { push: () => [], end: () => [] };
      return [{ kind: 'break', line: 1, column: 1, message: `the file ${refusal}` }];
    }
    this.#splitter = splitterFrom(
      { ...startOf(formatOf(head.subarray(start)) ?? 'lines'), offset: start },
      this.#largest,
    );
    return this.#splitter.push(head.subarray(start));
  }
}

/** Cuts a file on from a place between two of its elements. */
export const splitterFrom = (checkpoint: Checkpoint, largest: number): Splitter =>
  checkpoint.format === 'lines' ? new LineSplitter(largest, checkpoint) : new ValueSplitter(largest, checkpoint);

/** Why nothing of a file can be read. */
function refusalOf(head: Buffer, start: number): string | undefined {
  const advice = strangerAdvice(head);
  if (advice !== undefined) return advice;
  const first = head[firstVisible(head, start) ?? head.length];
  if (first === undefined) return 'is empty';
  if (first === openArray || first === openObject) return undefined;
  return `is not JSON: it begins with ${shown(first)}, and JSON here begins with [ or {`;
}

/**
 * By an array's bracket, else by the first line: a product that it does not end goes on on the next one, unless that is a
 * product itself. undefined while that is not read yet.
 */
function formatOf(head: Buffer): Format | undefined {
  if (head[firstVisible(head, 0) ?? 0] === openArray) return 'array';
  const [first, second] = firstLines(head);
  if (first === undefined) return undefined;
  if (jsonOf(first) !== undefined || !findFault(first).isUnfinished) return 'lines';
  if (second === undefined) return undefined;
  return productHasId(jsonOf(second)) ? 'lines' : 'sequence';
}

/** The first two lines that are not blank, as far as they are whole. */
function firstLines(head: Buffer): string[] {
  const lines: string[] = [];
  for (let from = 0, end = head.indexOf(newline); end !== -1 && lines.length < 2; end = head.indexOf(newline, from)) {
    const line = head.toString('utf8', from, end).trim();
    if (line !== '') lines.push(line);
    from = end + 1;
  }
  return lines;
}

const productHasId = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && 'product_id' in content;

const startOfText = (head: Buffer): number =>
  head.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;

function firstVisible(bytes: Buffer, from: number): number | undefined {
  const index = bytes.subarray(from).findIndex((byte) => !isSpace(byte));
  return index === -1 ? undefined : from + index;
}
