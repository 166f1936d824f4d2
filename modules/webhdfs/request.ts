import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { feed, type Upload } from './upload.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Until the connection is established. */
  readonly connect: number;
  /** Until a NameNode has answered. */
  readonly answer: number;
  /** Without a byte, while data flows and it is the server's turn. */
  readonly silence: number;
  /** Until all bytes of a file are sent or received. */
  readonly transfer: number;
}

/** PEM texts: whom to trust, and what to show. */
export interface TlsIdentity {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly upload?: Pick<Upload, 'content' | 'length'>;
  /** Milliseconds for all of it. */
  readonly timeoutMs: number;
}

/** There was no answer, or only a part of it. */
export class NoAnswer extends Error {
  /** Whether the server may have got the request, and done what it says. */
  readonly mayBeDone: boolean;

  constructor(mayBeDone: boolean, cause: Error) {
    super(cause.message, { cause });
    this.name = 'NoAnswer';
    this.mayBeDone = mayBeDone;
  }
}

/** Sends requests over connections that are kept. */
export interface Transport {
  /**
   * Resolves when the headers of the answer are there; its body ends with a NoAnswer when it breaks off. Rejects with NoAnswer,
   * or with the failure of the content itself.
   */
  readonly send: (request: HttpRequest) => Promise<IncomingMessage>;
  readonly close: () => void;
}

/** Jetty drops a silent connection after 60 s; who sends at that moment gets no answer. */
const unusedFor = 20_000;

export function transport(tls: TlsIdentity, timeouts: Timeouts): Transport {
  const options = { keepAlive: true, timeout: unusedFor };
  const http = new HttpAgent(options);
  const https = new HttpsAgent({ ...options, ...tls });
  return {
    send: (request) =>
      exchange(request, timeouts, (headers) => {
        const { method, url } = request;
        const common = { method, headers, timeout: timeouts.silence };
        return url.protocol === 'https:'
          ? httpsRequest(url, { ...common, agent: https })
          : httpRequest(url, { ...common, agent: http });
      }),
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

type Open = (headers: Readonly<Record<string, string | number>>) => ClientRequest;

function exchange({ upload, timeoutMs }: HttpRequest, timeouts: Timeouts, open: Open): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = open(contentHeaders(upload));
  const content = upload?.content;
  const give = (cause: Error): unknown => sent.destroy(cause);
  const deadline = setTimeout(() => give(new Error(`not finished within ${timeoutMs} ms`)), timeoutMs);
  const isConnected = watchConnection(sent, timeouts.connect);
  let response: IncomingMessage | undefined;
  let contentFailure: Error | undefined;

  sent.on('timeout', () => {
    if (isOurTurn(sent, response)) sent.socket?.setTimeout(timeouts.silence);
    else give(new Error(`silent for ${timeouts.silence} ms`));
  });
  sent.on('error', (cause) => reject(contentFailure ?? new NoAnswer(isConnected(), cause)));
  sent.on('close', () => clearTimeout(deadline));
  sent.on('response', (answer) => resolve((response = answer)));
  if (content === undefined || Buffer.isBuffer(content)) sent.end(content);
  else {
    content.once('error', (error: Error) => {
      contentFailure = error;
      give(error);
    });
    feed(sent, content);
  }
  return promise;
}

const contentHeaders = (upload: HttpRequest['upload']): Record<string, string | number> => ({
  ...(upload !== undefined && { 'content-type': 'application/octet-stream' }),
  ...(upload?.length === undefined ? {} : { 'content-length': upload.length }),
  ...(upload !== undefined && !Buffer.isBuffer(upload.content) && { expect: '100-continue' }),
});

/** Gives up on a connection that takes too long; tells whether it was established. */
function watchConnection(sent: ClientRequest, timeoutMs: number): () => boolean {
  let connected = false;
  sent.once('socket', (socket) => {
    connected = !socket.connecting;
    if (connected) return;
    const timer = setTimeout(() => sent.destroy(new Error(`no connection within ${timeoutMs} ms`)), timeoutMs);
    const stop = (): void => clearTimeout(timer);
    socket.once('connect', () => {
      connected = true;
      stop();
    });
    socket.once('close', stop);
  });
  return () => connected;
}

/** Whether nothing flows because of us: our content has no bytes yet, or who reads the answer takes its time. */
const isOurTurn = (sent: ClientRequest, response: IncomingMessage | undefined): boolean =>
  response === undefined ? !sent.writableEnded && !sent.writableNeedDrain : response.isPaused();
