import type { ClientRequest } from 'node:http';
import { pipeline, Readable, Transform } from 'node:stream';

/** Bytes on their way to a DataNode. */
export interface Upload {
  readonly content: Buffer | Readable;
  /** How many there are, when that is known. */
  readonly length: number | undefined;
  /** How many have been given away. */
  readonly sent: () => number;
}

/** Bytes: more than these are sent piece by piece. */
const maxPieceBytes = 64 * 1024;

/**
 * Milliseconds. A DataNode that refuses answers and hangs up while bytes still come; whoever then writes on breaks the
 * connection before he has read why. It refuses at the beginning if at all: so nothing is sent before it has said
 * "100 Continue", and the first bytes with pauses to listen.
 */
const continueTimeoutMs = 1_000;
const listenFor = 100;
const pauseToListen = 5;

export function uploadOf(bytes: Buffer | Readable): Upload {
  if (!Buffer.isBuffer(bytes)) return { length: undefined, ...counted(bytes) };
  const { length } = bytes;
  if (length <= maxPieceBytes) return { content: bytes, length, sent: () => length };
  return { length, ...counted(Readable.from(pieces(bytes))) };
}

function* pieces(bytes: Buffer): Iterable<Buffer> {
  for (let start = 0; start < bytes.length; start += maxPieceBytes) yield bytes.subarray(start, start + maxPieceBytes);
}

function counted(source: Readable): Pick<Upload, 'content' | 'sent'> {
  let sent = 0;
  const content = new Transform({
    transform(chunk: Buffer, _, done) {
      sent += chunk.length;
      done(null, chunk);
    },
  });
  pipeline(source, content, () => undefined);
  return { content, sent: () => sent };
}

/** Sends content until it ends, or until the server has answered: a refusal may come early. */
export function feed(request: ClientRequest, content: Readable): void {
  const paced = pausing();
  const begin = (): unknown => content.pipe(paced).pipe(request);
  const timer = setTimeout(begin, continueTimeoutMs);
  request.once('continue', () => {
    clearTimeout(timer);
    if (!content.readableFlowing) begin();
  });
  request.once('response', (answer) => {
    clearTimeout(timer);
    paced.unpipe(request);
    answer.once('end', () => request.writableEnded || request.destroy());
  });
  request.once('close', () => {
    clearTimeout(timer);
    content.destroy();
    paced.destroy();
  });
  request.flushHeaders();
}

function pausing(): Transform {
  let listenUntil: number | undefined;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      listenUntil ??= performance.now() + listenFor;
      if (performance.now() < listenUntil) setTimeout(done, pauseToListen, null, chunk);
      else setImmediate(done, null, chunk);
    },
  });
}
