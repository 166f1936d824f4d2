import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server of the running test that answers each request with JSON; without an answer it keeps silent. */
export async function answeringServer(answer: (path: string) => object | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const content = answer(request.url ?? '');
    if (content !== undefined)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
