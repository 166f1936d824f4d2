import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from './instance.ts';
import { portReport, type TakenPort } from './port-report.ts';
import { blockedPorts } from './blocked-ports.ts';
import { listenerOn } from './listeners.ts';
import { portNames, portsAt, type PortName } from '../../modules/platform/instance/ports.ts';

/** With it every port stays below 32768, where Linux begins to take ports for outgoing connections. */
const highestOffset = 22_000;
const offsetStep = 100;
const releaseTimeoutMs = 2_000;
const lookEvery = 50;

/** The ports of an instance, or those of the given names, that cannot be listened on, each with who does. */
export async function takenPorts(
  instance: Instance,
  names: readonly PortName[] = portNames,
): Promise<readonly TakenPort[]> {
  const checked = await Promise.all(
    names.map(async (name) => ({ name, port: instance.ports[name], free: await isFree(instance.ports[name]) })),
  );
  const taken = checked.filter(({ free }) => !free);
  return Promise.all(taken.map(async ({ name, port }) => ({ name, port, listener: await listenerOn(port) })));
}

/**
 * Rejects with `port_taken` when a port is, naming port, process and the way out. A process that has just ended can hold
 * its ports a moment longer, until its last thread is gone: a port that nobody seems to hold is looked at again.
 */
export async function checkPorts(instance: Instance, names: readonly PortName[] = portNames): Promise<void> {
  let taken = await takenPorts(instance, names);
  const deadline = Date.now() + releaseTimeoutMs;
  while (taken.some(({ listener }) => listener === undefined) && Date.now() < deadline) {
    await pause(lookEvery);
    taken = await takenPorts(instance, names);
  }
  if (taken.length === 0) return;
  const wayOut = await freePortOffset(instance.portOffset + 1_000).catch(() => undefined);
  throw new PlatformError('port_taken', portReport(taken, instance.name, wayOut));
}

/**
 * Where a process that was given no offset begins to look: two that are started at the same moment, or while one still
 * brings its servers, begin at different ones.
 */
export const firstOffsetOf = (pid: number): number => 12_000 + ((pid * 37) % 60) * offsetStep;

/** An offset at which every port of an instance is free now and can be asked, at least `from`. */
export async function freePortOffset(from: number = firstOffsetOf(process.pid)): Promise<number> {
  for (let offset = from; offset <= highestOffset; offset += offsetStep) {
    const ports = Object.values(portsAt(offset));
    if (ports.some((port) => blockedPorts.includes(port))) continue;
    const free = await Promise.all(ports.map((port) => isFree(port)));
    if (free.every(Boolean)) return offset;
  }
  throw new PlatformError('port_taken', `no port offset between ${from} and ${highestOffset} has all ports free`);
}

/** Whether this machine's loopback address and all addresses together let us listen on the port. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
