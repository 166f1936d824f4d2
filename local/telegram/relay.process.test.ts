import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { relay } from './relay.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A Bot API that answers this, and what it was asked. */
async function telegram(status: number, body: object): Promise<{ url: string; asked: unknown[] }> {
  const asked: unknown[] = [];
  const own = createServer((request, response) => {
    let content = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (content += chunk));
    request.on('end', () => {
      asked.push([request.url, JSON.parse(content)]);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server = own;
  await new Promise<void>((resolve) => {
    own.listen(0, '127.0.0.1', resolve);
  });
  const address = own.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked };
}

const call = { token: '1:a', method: 'sendMessage', body: { chat_id: '-100', text: 'a', message_thread_id: 7 } };

test('a call goes on to Telegram as it is, and its answer comes back', async () => {
  const refused = { ok: false, error_code: 429, parameters: { retry_after: 3 } };
  const { url, asked } = await telegram(429, refused);
  expect(await relay(url, call)).toEqual({ status: 429, body: refused });
  expect(asked).toEqual([['/bot1:a/sendMessage', call.body]]);
});

test('a Telegram that does not answer is a broken gateway, which Alertmanager asks again', async () => {
  expect(await relay('http://127.0.0.1:9', call)).toMatchObject({ status: 502, body: { ok: false } });
});
