import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Registry } from 'prom-client';
import { PlatformError } from '../errors/platform-error.ts';

interface Listening {
  readonly host: string;
  readonly port: number;
}

/** Serves what a process tells of itself: GET /status and GET /metrics. Throws port_taken when somebody else listens there. */
export async function serveStatus(
  { host, port }: Listening,
  status: () => unknown,
  registry: Registry,
): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/status') return answer(response, 200, JSON.stringify(status()));
    if (request.method === 'GET' && path === '/metrics') return void answerMetrics(response, registry);
    return answer(response, 404, JSON.stringify({ message: 'there are GET /status and GET /metrics' }));
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new PlatformError('port_taken', `cannot listen on port ${port}: somebody else does`, { cause: error });
  }
  return server;
}

async function answerMetrics(response: ServerResponse, registry: Registry): Promise<void> {
  try {
    answer(response, 200, await registry.metrics(), registry.contentType);
  } catch {
    answer(response, 500, '');
  }
}

function answer(response: ServerResponse, status: number, body: string, contentType = 'application/json'): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
