import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { answer, failureSchema, type Call, type Failure } from './answer.ts';
import { chooseBot } from './bot.ts';
import { keepMessage, readInbox } from './inbox.ts';
import { relay } from './relay.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';

const orderSchema = z.object({ failure: failureSchema, times: z.int().positive().default(1) });

/**
 * Serves the Bot API, and beside it GET /inbox and POST /failures {failure, times}: so many next calls
 * fail that way. Throws port_taken when somebody else listens there.
 */
export async function serveBotApi(instance: Instance): Promise<Server> {
  const ordered: Failure[] = [];
  const server = createServer((request, response) => {
    respond(instance, ordered, request)
      .catch(() => ({ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request' } }))
      .then((answered) => (answered === undefined ? undefined : send(response, answered.status, answered.body)))
      .catch(() => response.destroy());
  });
  server.listen(instance.ports.telegram, hostOf(instance, 'telegram'));
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new PlatformError('port_taken', `the stand-in of Telegram cannot listen on ${instance.ports.telegram}`, {
      cause,
    });
  }
  return server;
}

async function respond(
  instance: Instance,
  ordered: Failure[],
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: unknown } | undefined> {
  const path = request.url?.split('?')[0] ?? '';
  const content = (await buffer(request)).toString('utf8');
  if (request.method === 'GET' && path === '/inbox') return { status: 200, body: readInbox(instance) };
  if (request.method === 'POST' && path === '/failures') {
    const { failure, times } = orderSchema.parse(JSON.parse(content));
    ordered.push(...Array.from({ length: times }, () => failure));
    return { status: 202, body: { ordered: ordered.length } };
  }
  const called = callOf(path, request.headers['content-type'] ?? '', content);
  if (called === undefined) return { status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } };
  const { bot, isStandIn } = chooseBot(instance);
  if (!isStandIn) return relay(bot.apiUrl, called);
  const failure = ordered.shift();
  if (failure?.status === 'silence') {
    setTimeout(() => request.socket.destroy(), failure.seconds * 1_000).unref();
    return undefined;
  }
  const answered = answer(called, failure, readInbox(instance).length + 1, Date.now());
  if (answered.message !== undefined) keepMessage(instance, answered.message);
  return answered;
}

/** `/thread/7/bot<token>/<method>` is a call for a topic of the chat: not every client can name one. */
function callOf(path: string, contentType: string, content: string): Call | undefined {
  const { thread, token, method } =
    /^(?:\/thread\/(?<thread>\d+))?\/bot(?<token>[^/]+)\/(?<method>\w+)$/u.exec(path)?.groups ?? {};
  if (token === undefined || method === undefined) return undefined;
  const isJson = contentType.includes('json');
  const body: unknown = isJson ? JSON.parse(content || '{}') : Object.fromEntries(new URLSearchParams(content));
  return { token, method, body: thread === undefined ? body : { ...Object(body), message_thread_id: Number(thread) } };
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
