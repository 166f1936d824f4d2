import { isAscii } from 'node:buffer';
import { isContinuation } from './bytes.ts';

/** What Russian texts are written in where it is not UTF-8, as https://encoding.spec.whatwg.org names it. */
const formerEncodings = ['windows-1251', 'koi8-r', 'ibm866'] as const;

/** What a text is written in, if so far it can be told: by bytes beyond ASCII of what is a text at all. */
export function encodingOf(chunk: Buffer): 'utf-8' | (typeof formerEncodings)[number] | undefined {
  const bytes = withoutCutCharacters(chunk);
  if (isAscii(bytes) || bytes.some((byte) => isControl(byte))) return undefined;
  const text = bytes.toString('utf8');
  const unreadable = countOf(text, /\uFFFD/gu);
  if (countOf(text, /[^\p{ASCII}\uFFFD]/gu) >= unreadable) return 'utf-8';
  const scores = formerEncodings.map((name) => countOf(new TextDecoder(name).decode(bytes), /[а-яё]/gu));
  return formerEncodings[scores.indexOf(Math.max(...scores))];
}

/** The name under which an encoding is known, for any of its labels such as cp1251; undefined when there is no such. */
export function encodingNamed(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Bytes in another encoding as bytes in UTF-8, of which the first `skip` are left out. */
export async function* inUtf8(chunks: AsyncIterable<Buffer>, encoding: string, skip: number): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  let left = skip;
  const convert = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    const dropped = Math.min(left, bytes.length);
    left -= dropped;
    return bytes.subarray(dropped);
  };
  for await (const chunk of chunks) yield convert(decoder.decode(chunk, { stream: true }));
  yield convert(decoder.decode());
}

/** Without what may be the end of a character that began before, or the beginning of one that goes on. */
function withoutCutCharacters(chunk: Buffer): Buffer {
  let [start, end] = [0, chunk.length];
  while (start < Math.min(3, end) && isContinuation(chunk[start] ?? 0)) start++;
  while (end > Math.max(start, chunk.length - 3) && (chunk[end - 1] ?? 0) >= 0x80) end--;
  return chunk.subarray(start, end);
}

const isControl = (byte: number): boolean => byte < 0x09 || (byte > 0x0d && byte < 0x20);

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
