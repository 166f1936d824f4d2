import { createReadStream, statSync, type Stats } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { maxProductBytes } from '../../modules/platform/topics.ts';
import { FileSplitter, splitterFrom } from './detect.ts';
import { encodingOf, inUtf8 } from './encoding.ts';
import type { Checkpoint, Piece } from './piece.ts';
import { strangerAdvice } from './strangers.ts';

/** Bytes read at a time; also bounds a batch, so memory does not grow with the file. */
const chunkBytes = 2 * 1024 * 1024;

const utf8 = 'utf-8';

/** What products are read from. */
export interface Source {
  /** For messages: the path, or a name for standard input. */
  readonly name: string;
  /** As https://encoding.spec.whatwg.org names it. */
  readonly encoding: string;
  /** Absent for a stream, which cannot be read twice. */
  readonly file?: { readonly path: string; readonly size: number; readonly modified: number };
  /** Its bytes, from one of them on. */
  readonly open: (from: number) => Readable;
}

export const standardInput = (encoding = utf8): Source => ({
  name: 'standard input',
  encoding,
  open: () => process.stdin,
});

/** The file at `path`, also one that is a pipe, or an error that says why it cannot be read. */
export function fileSource(path: string, encoding = utf8): Source {
  const stats = readable(path);
  const open = (start: number): Readable => createReadStream(path, { start, highWaterMark: chunkBytes });
  if (stats.isDirectory()) throw new PlatformError('input_invalid', `${path} is not a file but a folder`);
  if (!stats.isFile()) return { name: path, encoding, open: () => createReadStream(path) };
  return { name: path, encoding, open, file: { path, size: stats.size, modified: stats.mtimeMs } };
}

function readable(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined) return stats;
  const advice = /^\/(?:dev|proc\/self)\/fd\//u.test(path)
    ? 'npm does not hand on pipes of the shell; write COMMAND | npm run -s shop -- send --file -'
    : 'there is no such file';
  throw new PlatformError('input_invalid', `${path} cannot be read: ${advice}`);
}

/** The pieces of a source, as many at a time as one read brings. `signal` ends the wait for more of a stream. */
export async function* piecesOf(
  source: Source,
  from: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece[]> {
  const splitter = from === undefined ? new FileSplitter(maxProductBytes) : splitterFrom(from, maxProductBytes);
  // A file is looked through before any of it is sent, a stream as it comes.
  let isKnown = source.file !== undefined;
  try {
    let refusal = isKnown ? await wrongEncoding(source) : undefined;
    for await (const chunk of chunksOf(source, from?.offset ?? 0, signal)) {
      const found = isKnown ? undefined : encodingOf(chunk);
      isKnown ||= found !== undefined;
      refusal ??= encodingAdvice(source, found);
      yield refusal === undefined ? splitter.push(chunk) : [refused(refusal)];
      if (refusal !== undefined) return;
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new PlatformError('input_invalid', `${source.name} cannot be read`, { cause: error });
    throw error;
  }
  yield splitter.end();
}

const refused = (message: string): Piece => ({ kind: 'break', line: 1, column: 1, message });

function chunksOf(source: Source, from: number, signal: AbortSignal): AsyncIterable<Buffer> {
  // Places count what the text has in UTF-8, which is all that comes after here.
  const isConverted = source.encoding !== utf8;
  const stream = source.open(isConverted ? 0 : from);
  const chunks: AsyncIterable<Buffer> = source.file === undefined ? addAbortSignal(signal, stream) : stream;
  return isConverted ? inUtf8(chunks, source.encoding, from) : chunks;
}

/** What is wrong with how a file is written, told before any of it is sent. */
async function wrongEncoding(source: Source): Promise<string | undefined> {
  let isStart = true;
  for await (const chunk of source.open(0) as AsyncIterable<Buffer>) {
    if (isStart && strangerAdvice(chunk) !== undefined) return undefined;
    isStart = false;
    const found = encodingOf(chunk);
    if (found !== undefined) return encodingAdvice(source, found);
  }
  return undefined;
}

function encodingAdvice({ encoding }: Source, found: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  if (encoding === utf8 && found !== utf8)
    return `the file is not UTF-8; it looks like ${found}: save it as UTF-8, or send it with --encoding ${found}`;
  if (encoding !== utf8 && found === utf8) return `the file is UTF-8, not ${encoding}: leave out --encoding`;
  return undefined;
}
