import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPorts, firstOffsetOf, freePortOffset, takenPorts } from './free-ports.ts';
import { instanceAt, type Instance } from './instance.ts';
import { listeningInodes } from './listeners.ts';
import { portsAt } from '../../modules/platform/instance/ports.ts';

let instance: Instance;
const servers: Server[] = [];

/** Listens on a port that the system gives to nobody else meanwhile. */
async function listen(host?: string): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An instance whose OpenSearch has a port that this process listens on. */
beforeEach(async () => {
  const { ports, ...rest } = instanceAt('unit', await freePortOffset(17_000));
  instance = { ...rest, ports: { ...ports, opensearch: await listen('127.0.0.1') } };
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

it('a taken port is found together with the process that has it, until that lets it go', async () => {
  expect(await takenPorts(instance, ['opensearch'])).toEqual([
    {
      name: 'opensearch',
      port: instance.ports.opensearch,
      listener: { pid: process.pid, command: expect.stringContaining('node') },
    },
  ]);
  servers.splice(0).forEach((server) => server.close());
  expect(await takenPorts(instance, ['opensearch'])).toEqual([]);
});

it('a port that is listened on at all addresses is taken too', async () => {
  const everywhere = { ...instance, ports: { ...instance.ports, opensearch: await listen() } };
  expect(await takenPorts(everywhere, ['opensearch'])).toMatchObject([{ name: 'opensearch' }]);
});

it('starting on a taken port is an error that names port, process and another offset', async () => {
  const error: unknown = await checkPorts(instance, ['opensearch']).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'port_taken' });
  const { message } = error as Error;
  expect(message).toContain(`port ${instance.ports.opensearch} (opensearch) is taken by process ${process.pid}`);
  const offset = Number(/--port-offset (?<offset>\d+)/u.exec(message)?.groups?.['offset']);
  expect(offset).toBeGreaterThan(instance.portOffset);
});

it('a free offset passes over the ports of a running instance', async () => {
  const running = createServer().listen(portsAt(instance.portOffset).opensearch);
  servers.push(running);
  // Should somebody else have taken the port meanwhile, it is taken all the same.
  await once(running, 'listening').catch(() => undefined);
  expect(await freePortOffset(instance.portOffset)).toBeGreaterThan(instance.portOffset);
});

it('a free offset moves no server onto a port that fetch refuses', async () => {
  expect(await freePortOffset(2_000)).toBeGreaterThan(2_000);
});

it('instances that are started one after the other look for different ports first', () => {
  for (let pid = 1_000; pid < 1_060; pid++) {
    const ports = new Set<number>(Object.values(portsAt(firstOffsetOf(pid))));
    for (const later of [1, 2, 3, 4])
      expect(Object.values(portsAt(firstOffsetOf(pid + later))).filter((port) => ports.has(port))).toEqual([]);
  }
});

it('no two ports of an instance are the same', () => {
  const ports = Object.values(portsAt(0));
  expect(new Set(ports).size).toBe(ports.length);
});

it('only listening sockets of exactly the port are read from the table of the kernel', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:23F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1',
    '   1: 0100007F:23F0 0100007F:D2F4 01 00000000:00000000 00:00000000 00000000     0        0 4343 1',
    '   2: 0100007F:23F1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4444 1',
  ].join('\n');
  expect(listeningInodes(table, 9_200)).toEqual(['4242']);
});
