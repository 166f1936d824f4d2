import { printParseErrorCode, visit, type JSONVisitor } from 'jsonc-parser';
import { maxDepth, type Position } from './piece.ts';

/** Why a text is not JSON, and where in the text. */
export interface Fault extends Position {
  readonly message: string;
  /** Nothing is wrong but that the text ends too early. */
  readonly isUnfinished: boolean;
}

/**
 * The first place where a text that `JSON.parse` refused breaks RFC 8259. By another parser, because the positions in
 * V8's messages are missing for short texts and are no contract.
 */
export function findFault(text: string): Fault {
  try {
    visit(text, faultVisitor(text), { disallowComments: true });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { message, offset } = error;
    return { message, ...positionIn(text, offset), isUnfinished: offset >= text.length };
  }
  return { message: 'is not JSON', line: 1, column: 1, isUnfinished: false };
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

/** Ends the parser, which would go on behind a fault. */
class Stop extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const value = 'a value';
const propertyName = 'a property name in double quotes';

/** Keeps track of what may come next, and stops at the first thing that may not. */
function faultVisitor(text: string): JSONVisitor {
  /** The brackets that are open, as they are to be closed. */
  const closing: string[] = [];
  let expected = value;
  const begin = (offset: number, close: string, first: string): void => {
    if (closing.length > maxDepth) throw new Stop(offset, `nested deeper than ${maxDepth} levels`);
    closing.push(close);
    expected = first;
  };
  const afterValue = (): void => {
    expected = closing.length === 0 ? 'nothing after the element' : `, or ${closing.at(-1)}`;
  };
  const end = (offset: number): void => {
    // Where the text ends too early, this comes before the error that says so.
    if (offset === text.length) return;
    closing.pop();
    afterValue();
  };
  return {
    onObjectBegin: (offset) => begin(offset, '}', propertyName),
    onArrayBegin: (offset) => begin(offset, ']', value),
    onObjectProperty: () => void (expected = ': after the property name'),
    onSeparator: (separator) => void (expected = separator === ',' && closing.at(-1) === '}' ? propertyName : value),
    onLiteralValue: afterValue,
    onObjectEnd: end,
    onArrayEnd: end,
    onError(code, offset, length) {
      if (printParseErrorCode(code) === 'UnexpectedEndOfNumber' && expected === value)
        throw new Stop(offset + length, `expected a digit, found ${found(text, offset + length)}`);
      // A string may stand here, so what is wrong is inside it.
      if (text[offset] === '"' && (expected === value || expected === propertyName)) throw stopInString(text, offset);
      if (text[offset] === closing.at(-1) && text.slice(0, offset).trimEnd().endsWith(','))
        throw new Stop(offset, `the comma before ${text[offset]} is one too many`);
      throw new Stop(offset, `expected ${expected}, found ${found(text, offset)}`);
    },
  };
}

const escapeOrWrong = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|(?<wrong>\\|[^\u0020-\u{10ffff}])/gu;

/** The parser names the string; this finds the place in it. */
function stopInString(text: string, start: number): Stop {
  for (const { index, groups } of text.slice(start).matchAll(escapeOrWrong)) {
    const offset = start + index;
    if (groups?.['wrong'] === '\\')
      return new Stop(offset, 'JSON has no such escape; a backslash itself is written \\\\');
    if (groups?.['wrong'] !== undefined)
      return new Stop(offset, `a string holds ${found(text, offset)}; JSON escapes it`);
  }
  return new Stop(text.length, 'the string is not closed');
}

/** What stands there; what one would not see, by its number. */
function found(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  if (code === undefined) return 'the end';
  const character = String.fromCodePoint(code);
  return /[\p{C}\p{Z}]/u.test(character) ? `U+${code.toString(16).padStart(4, '0')}` : character;
}
