import type { Position } from './piece.ts';

/** Why a text is not JSON, and where in the text. */
export interface Fault extends Position {
  readonly message: string;
}

/** Objects and arrays inside one another that the search follows; more is a fault of its own. */
const deepest = 1_000;

/**
 * The first place where a text that `JSON.parse` refused breaks RFC 8259. Its own reading, because the positions in
 * V8's messages are missing for short texts and are no contract.
 */
export function findFault(text: string): Fault {
  const reader = new Reader(text);
  try {
    reader.value(0);
    reader.end();
  } catch (error) {
    if (error instanceof Stop) return { message: error.message, ...positionIn(text, error.offset) };
    throw error;
  }
  return { message: 'is not JSON', line: 1, column: 1 };
}

/** A position inside an element as a position in its file. */
export const inFile = (element: Position, inside: Position): Position => ({
  line: element.line + inside.line - 1,
  column: inside.line === 1 ? element.column + inside.column - 1 : inside.column,
});

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: Array.from(before.slice(lineStart)).length + 1 };
}

class Stop extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const literals = ['true', 'false', 'null'];
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const stringPart = /[^"\\\p{Cc}]+|[\u007f-\u009f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;

/** Reads JSON and stops at the first thing that is not. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): void {
    if (depth > deepest) this.#stop(`nested deeper than ${deepest} levels`);
    this.#blank();
    const next = this.#text[this.#at];
    if (next === '{') this.#list('}', () => this.#property(depth));
    else if (next === '[') this.#list(']', () => this.value(depth + 1));
    else if (next === '"') this.#string();
    else this.#scalar();
  }

  end(): void {
    this.#blank();
    if (this.#at < this.#text.length) this.#stop(`expected nothing after the element, found ${this.#found()}`);
  }

  /** What stands between brackets: nothing, or items with commas between them. */
  #list(close: string, item: () => void): void {
    this.#at++;
    this.#blank();
    if (this.#skip(close)) return;
    do {
      this.#blank();
      if (this.#text[this.#at] === close) this.#stop(`the comma before ${close} is one too many`);
      item();
      this.#blank();
    } while (this.#skip(','));
    if (!this.#skip(close)) this.#stop(`expected , or ${close}, found ${this.#found()}`);
  }

  #property(depth: number): void {
    if (this.#text[this.#at] !== '"') this.#stop(`expected a property name in double quotes, found ${this.#found()}`);
    this.#string();
    this.#blank();
    if (!this.#skip(':')) this.#stop(`expected : after the property name, found ${this.#found()}`);
    this.value(depth + 1);
  }

  #string(): void {
    this.#at++;
    while (this.#match(stringPart));
    if (this.#skip('"')) return;
    if (this.#at >= this.#text.length) this.#stop('the string is not closed');
    const escape = this.#text[this.#at] === '\\';
    this.#stop(escape ? 'the escape after \\ is not one of JSON' : `a string holds ${this.#found()}; JSON escapes it`);
  }

  #scalar(): void {
    const literal = literals.find((word) => this.#text.startsWith(word, this.#at));
    if (literal !== undefined) this.#at += literal.length;
    else if (!this.#match(numberPattern)) this.#stop(`expected a value, found ${this.#found()}`);
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #blank(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'end')) this.#at++;
  }

  #found(): string {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) return 'the end';
    return code > 0x20 && code !== 0x7f ? String.fromCodePoint(code) : `U+${code.toString(16).padStart(4, '0')}`;
  }

  #stop(message: string): never {
    throw new Stop(this.#at, message);
  }
}
