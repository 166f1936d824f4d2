import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readLocation } from './answers.ts';
import { absence, refusal } from './failure.ts';
import { describe, textOf, type NameNodes, type Operation } from './namenodes.ts';
import type { Persistence } from './persistence.ts';
import { readRemoteException } from './remote-exception.ts';
import { NoAnswer, type HttpRequest, type Transport } from './request.ts';
import { uploadOf } from './upload.ts';
import type { Range } from './webhdfs.ts';

/** The bytes of files: the NameNode says which DataNode has them or takes them. */
export interface Content {
  /** Resolves to the number of bytes that were written. */
  create(path: string, content: Buffer | Readable, overwrite: boolean): Promise<number>;
  open(path: string, range: Range): Promise<Readable>;
  read(path: string, range: Range): Promise<Buffer>;
}

interface ContentOptions {
  readonly nameNodes: NameNodes;
  readonly transport: Transport;
  readonly persistence: Persistence;
  /** Milliseconds for all bytes of a file. */
  readonly timeoutMs: number;
}

export function content({ nameNodes, transport, persistence, timeoutMs }: ContentOptions): Content {
  const { persistently } = persistence;
  const locate = async (operation: Operation): Promise<URL> => readLocation(await nameNodes.call(operation), operation);

  /** Asks a DataNode. Resolves to its answer when that is no refusal. */
  async function ask(what: string, request: Omit<HttpRequest, 'timeoutMs'>): Promise<IncomingMessage> {
    try {
      const response = await transport.send({ ...request, timeoutMs });
      if (response.statusCode === 200 || response.statusCode === 201) return response;
      throw refusal(what, readRemoteException(response.statusCode ?? 0, await textOf(response)));
    } catch (error) {
      throw absence(what, 'DataNode', request.url.host, error);
    }
  }

  async function createOnce(operation: Operation, bytes: Buffer | Readable): Promise<number> {
    const url = await persistently(() => locate(operation));
    const upload = uploadOf(bytes);
    const response = await ask(describe(operation), { method: 'PUT', url, upload });
    response.resume();
    return upload.sent();
  }

  async function openOnce(path: string, { offset, length }: Range): Promise<Readable> {
    const operation: Operation = {
      method: 'GET',
      name: 'OPEN',
      path,
      parameters: { offset, length, noredirect: true },
    };
    const url = await locate(operation);
    return bodyOf(await ask(describe(operation), { method: 'GET', url }), describe(operation), url.host);
  }

  return {
    create(path, bytes, overwrite) {
      const parameters = { overwrite, noredirect: true };
      const operation: Operation = { method: 'PUT', name: 'CREATE', path, parameters };
      // A stream is used up by its first attempt; and what failed may have left a file, which is then in the way.
      return overwrite && Buffer.isBuffer(bytes)
        ? persistently(() => createOnce(operation, bytes))
        : createOnce(operation, bytes);
    },
    open: (path, range) => persistently(() => openOnce(path, range)),
    read: (path, range) => persistently(async () => buffer(await openOnce(path, range))),
  };
}

/** The bytes of an answer as a stream whose failure is told as the platform's own. */
function bodyOf(response: IncomingMessage, what: string, host: string): Readable {
  const body = new PassThrough();
  response.once('error', (cause) => {
    const failure = absence(what, 'DataNode', host, new NoAnswer(true, cause));
    body.destroy(failure instanceof Error ? failure : cause);
  });
  body.once('close', () => response.destroy());
  return response.pipe(body);
}
