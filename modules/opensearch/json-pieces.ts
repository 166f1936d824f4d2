/** A piece of JSON: text, or UTF-8 that was read as `latin1`, one character for each byte, and is written as those bytes. */
export type JsonPiece = string | { readonly latin1: string };

export const bytesOf = (pieces: readonly JsonPiece[]): number =>
  pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? Buffer.byteLength(piece) : piece.latin1.length), 0);

/** All pieces in one buffer: one for each document would have V8 collect garbage for a quarter of the time. */
export function joinPieces(pieces: readonly JsonPiece[]): Buffer {
  const joined = Buffer.allocUnsafeSlow(bytesOf(pieces));
  let at = 0;
  for (const piece of pieces)
    at += typeof piece === 'string' ? joined.write(piece, at, 'utf8') : joined.write(piece.latin1, at, 'latin1');
  return joined;
}
