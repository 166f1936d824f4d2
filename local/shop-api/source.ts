import { createReadStream, statSync, type Stats } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { maxProductBytes } from '../../modules/platform/topics.ts';
import { FileSplitter, splitterFrom } from './detect.ts';
import type { Checkpoint, Piece } from './piece.ts';

/** Bytes read at a time; also bounds a batch, so memory does not grow with the file. */
const chunkBytes = 2 * 1024 * 1024;

/** What products are read from. */
export interface Source {
  /** For messages: the path, or a name for standard input. */
  readonly name: string;
  /** Absent for a stream, which cannot be read twice. */
  readonly file?: { readonly path: string; readonly size: number; readonly modified: number };
}

export const standardInput: Source = { name: 'standard input' };

/** The file at `path`, or an error that says why it cannot be read. */
export function fileSource(path: string): Source {
  const stats = readable(path);
  if (!stats.isFile()) throw new PlatformError('input_invalid', `${path} is not a file`);
  return { name: path, file: { path, size: stats.size, modified: stats.mtimeMs } };
}

function readable(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new PlatformError('input_invalid', `${path} cannot be read`, { cause: error });
  }
}

/** The pieces of a source, as many at a time as one read brings. `signal` ends the wait for more of a stream. */
export async function* piecesOf(
  source: Source,
  from: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece[]> {
  const splitter = from === undefined ? new FileSplitter(maxProductBytes) : splitterFrom(from, maxProductBytes);
  try {
    for await (const chunk of chunksOf(source, from?.offset ?? 0, signal)) yield splitter.push(chunk);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new PlatformError('input_invalid', `${source.name} cannot be read`, { cause: error });
    throw error;
  }
  yield splitter.end();
}

const chunksOf = (source: Source, start: number, signal: AbortSignal): AsyncIterable<Buffer> =>
  source.file === undefined
    ? addAbortSignal(signal, process.stdin)
    : createReadStream(source.file.path, { start, highWaterMark: chunkBytes });
