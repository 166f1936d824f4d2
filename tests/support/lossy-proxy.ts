import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** When a connection is cut: before the server has seen the request, or after it has answered. */
type Cut = 'before' | 'after';

/** A TCP proxy that loses requests or their answers. */
export interface LossyProxy {
  /** `http://host:port`. */
  readonly url: string;
  /** Loses the next request (or as many as given) that holds `text`, or its answer. */
  readonly lose: (cut: Cut, text: string, times?: number) => void;
  /** How often it has done so. */
  readonly lost: () => number;
  readonly close: () => void;
}

export async function lossyProxy(port: number): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  let next: { readonly cut: Cut; readonly text: string; times: number } | undefined;
  let lost = 0;

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let cutsAnswer = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) sockets.add(socket.on('error', end).on('close', end));
    client.on('data', (bytes) => {
      if (next === undefined || next.times === 0 || !bytes.includes(next.text)) return void upstream.write(bytes);
      next.times--;
      lost++;
      if (next.cut === 'before') return end();
      cutsAnswer = true;
      return void upstream.write(bytes);
    });
    upstream.on('data', (bytes) => (cutsAnswer ? end() : client.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (cut, text, times = 1) => (next = { cut, text, times }),
    lost: () => lost,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
