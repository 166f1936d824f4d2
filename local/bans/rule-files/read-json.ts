import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { jsonOf } from '../../../modules/errors/schema.ts';
import type { Piece } from '../../shop-api/piece.ts';
import { fileSource, piecesOf } from '../../shop-api/source.ts';
import type { Row } from './row.ts';

/** The elements of a JSON array, or the lines of a file with one rule a line. Throws input_invalid. */
export async function* jsonRows(path: string): AsyncGenerator<Row> {
  for await (const pieces of piecesOf(fileSource(path), undefined, new AbortController().signal))
    for (const piece of pieces) yield rowOf(path, piece);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function rowOf(path: string, piece: Piece): Row {
  const { line } = piece;
  if (piece.kind === 'break') {
    const place = `${path}, line ${line}, column ${piece.column}`;
    throw new PlatformError('input_invalid', `${place}: ${piece.message}`);
  }
  if (piece.kind === 'oversized') return { line, problem: `is no rule: it has ${piece.size} bytes` };
  const content = contentOf(piece.bytes);
  return content === undefined ? { line, problem: 'is not JSON in UTF-8' } : { line, content };
}

function contentOf(bytes: Buffer): unknown {
  try {
    return jsonOf(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
