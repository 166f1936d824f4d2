import type { IncomingMessage } from 'node:http';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonOf } from '../errors/schema.ts';
import { operationUrl, type Parameters } from './address.ts';
import { absence, refusal } from './failure.ts';
import { isStandby, readRemoteException, RemoteException } from './remote-exception.ts';
import { NoAnswer, type HttpRequest, type Transport } from './request.ts';

/** One operation of the REST API. */
export interface Operation {
  readonly method: HttpRequest['method'];
  /** Such as GETFILESTATUS. */
  readonly name: string;
  readonly path: string;
  readonly parameters?: Parameters;
}

/** The NameNodes of one file system, of which one serves. */
export interface NameNodes {
  /** Asks the one that serves, and resolves to its answer, `undefined` for an empty one. Asks each of them once at most. */
  readonly call: (operation: Operation) => Promise<unknown>;
  /** Epoch milliseconds by the clock of the one that serves, to the second. */
  readonly now: () => Promise<number>;
}

interface Answer {
  readonly body: unknown;
  /** Of the header Date; undefined without one. */
  readonly date: string | undefined;
}

export interface NameNodeOptions {
  /** `http://host:port` or `https://host:port` of each, without a path. */
  readonly urls: readonly string[];
  /** Who asks, as `user.name`. */
  readonly user: string;
  /** Milliseconds for an answer. */
  readonly timeoutMs: number;
}

export const describe = ({ name, path }: Operation): string => `${name} ${path}`;

export function nameNodes(transport: Transport, { urls, user, timeoutMs }: NameNodeOptions): NameNodes {
  /** Which one served last. */
  let serving = 0;
  return {
    call: async (operation) => (await ask(operation)).body,
    async now() {
      const operation: Operation = { method: 'GET', name: 'GETFILESTATUS', path: '/' };
      const { date = '' } = await ask(operation);
      const at = Date.parse(date);
      if (Number.isFinite(at)) return at;
      throw new PlatformError('hdfs_refused', `${describe(operation)}: the answer does not say what time it is there`);
    },
  };

  async function ask(operation: Operation): Promise<Answer> {
    const first = serving;
    let failure: unknown;
    for (let tried = 0; tried < urls.length; tried++) {
      const index = (first + tried) % urls.length;
      try {
        const answer = await askOne(urls[index] ?? '', operation);
        serving = index;
        return answer;
      } catch (error) {
        failure = error;
        if (!isSomebodyElses(error)) break;
        // Whoever asks next begins with the next one; this call goes on only where nothing was done.
        serving = (index + 1) % urls.length;
        if (!isUndone(error)) break;
      }
    }
    throw failure;
  }

  async function askOne(nameNode: string, operation: Operation): Promise<Answer> {
    const { method, name, path, parameters } = operation;
    const url = operationUrl(nameNode, path, name, { ...parameters, 'user.name': user });
    try {
      const response = await transport.send({ method, url, timeoutMs });
      const text = await textOf(response);
      if (response.statusCode !== 200)
        throw refusal(describe(operation), readRemoteException(response.statusCode ?? 0, text));
      const body = text === '' ? undefined : parsed(text, describe(operation));
      // Hadoop sends it twice.
      return { body, date: response.headersDistinct['date']?.[0] };
    } catch (error) {
      throw absence(describe(operation), 'NameNode', nameNode, error);
    }
  }
}

/** Whether another NameNode may serve: this one is a standby, or was silent. */
const isSomebodyElses = (error: unknown): boolean =>
  error instanceof PlatformError &&
  (error.cause instanceof NoAnswer || (error.cause instanceof RemoteException && isStandby(error.cause)));

const isUndone = (error: unknown): boolean =>
  error instanceof PlatformError && !(error.cause instanceof NoAnswer && error.cause.mayBeDone);

/** More than any answer has: a listing comes in batches. */
const maxAnswerBytes = 32 * 1024 ** 2;

/** The body of an answer that is not a file. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxAnswerBytes) throw new Error(`the answer has more than ${maxAnswerBytes} bytes`);
    }
  } catch (error) {
    throw new NoAnswer(true, error instanceof Error ? error : new Error(String(error)));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string, what: string): unknown {
  const answer = jsonOf(body);
  if (answer !== undefined) return answer;
  throw new PlatformError('hdfs_refused', `${what}: what answers there is no NameNode: ${body.slice(0, 200)}`);
}
