import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPorts, freePortOffset, portReport, takenPorts } from './free-ports.ts';
import { instanceAt, type Instance } from './instance.ts';
import { listeningInodes } from './listeners.ts';
import { portsAt } from '../../modules/platform/instance/ports.ts';

let instance: Instance;
let server: Server;

beforeEach(async () => {
  instance = instanceAt('unit', await freePortOffset(17_000));
  server = createServer().listen(instance.ports.opensearch, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => server.close());

it('a taken port is found together with the process that has it', async () => {
  expect(await takenPorts(instance)).toEqual([
    {
      name: 'opensearch',
      port: instance.ports.opensearch,
      listener: { pid: process.pid, command: expect.stringContaining('node') },
    },
  ]);
});

it('a port that is listened on at all addresses is taken too', async () => {
  const everywhere = createServer().listen(instance.ports.engine);
  await once(everywhere, 'listening');
  const taken = await takenPorts(instance, ['engine', 'msk']);
  everywhere.close();
  expect(taken.map(({ name }) => name)).toEqual(['engine']);
});

it('starting on a taken port is an error that names port, process and an offset without taken ports', async () => {
  const error: unknown = await checkPorts(instance).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'port_taken' });
  const { message } = error as Error;
  expect(message).toContain(`port ${instance.ports.opensearch} (opensearch) is taken by process ${process.pid}`);
  const offset = Number(/--port-offset (?<offset>\d+)/u.exec(message)?.groups?.['offset']);
  expect(await takenPorts(instanceAt('unit', offset))).toEqual([]);
});

it('the report of a port whose process is unknown does not tell to kill anything', () => {
  const report = portReport([{ name: 'engine', port: 4566, listener: undefined }], 1_000);
  expect(report).toContain('port 4566 (engine) is taken by a process that this user may not see');
  expect(report).not.toContain('kill');
});

it('a free offset passes over the ports of a running instance', async () => {
  expect(await freePortOffset(instance.portOffset)).toBeGreaterThan(instance.portOffset);
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
