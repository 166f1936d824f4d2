import { existsSync, statfsSync } from 'node:fs';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { refuseBlockedPorts } from '../instance/blocked-ports.ts';
import { checkPorts } from '../instance/free-ports.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { isRunning, processState, startProcess, stopProcess, type StopOutcome } from '../instance/process.ts';
import { alertmanager } from './alertmanager.ts';
import { emf } from './emf.ts';
import { engine } from './engine.ts';
import { eventSource } from './event-source.ts';
import { dataNode, nameNode } from './hdfs.ts';
import { brokers } from './kafka.ts';
import { msk } from './msk.ts';
import { opensearch } from './opensearch.ts';
import { prometheus } from './prometheus.ts';
import { waitUntilReady } from './ready.ts';
import type { Service } from './service.ts';
import { telegram } from './telegram.ts';

const GiB = 1024 ** 3;
const neededSpace = GiB;

/** What the stack is deployed onto. They start in any order and at once. */
export const servers: readonly Service[] = [...brokers, opensearch, nameNode, dataNode, engine, msk];

/** What watches the rest and tells people. Without it everything else works all the same. */
const monitoring: readonly Service[] = [telegram, alertmanager, prometheus];

/** Every service of an instance; the event source comes when there is a stack that it can read, and who watches last. */
export const services: readonly Service[] = [...servers, eventSource, emf, ...monitoring];

export const serviceNames: readonly string[] = services.map(({ name }) => name);

/** Whether a service is to run in this instance. */
export const isWanted = (instance: Instance, service: Service): boolean => service.absence?.(instance) === undefined;

/** Rejects when the servers that are not running yet could not run: `port_taken`, `disk_full` or `input_invalid`. */
export async function checkCanStart(instance: Instance, wanted: readonly Service[]): Promise<void> {
  checkSpace(instance);
  const stopped = wanted.filter((service) => isWanted(instance, service) && !isRunning(instance, service.name));
  const names = stopped.flatMap(({ ports }) => ports);
  refuseBlockedPorts(instance.ports, names);
  await checkPorts(instance, names);
}

/** Starts a service unless it runs or is not to, and resolves when it is ready; see `server_not_ready` for what can go wrong. */
export async function startService(instance: Instance, service: Service): Promise<void> {
  if (!isWanted(instance, service)) return;
  if (!isRunning(instance, service.name)) {
    await checkCanStart(instance, [service]);
    // What a killed leader left behind would hold the ports and locks.
    await stopService(instance, service);
    await service.prepare(instance);
    await startProcess(instance, service.name, service.command(instance));
  }
  await waitUntilReady(instance, service);
}

export async function stopService(instance: Instance, service: Service): Promise<StopOutcome> {
  const outcome = await stopProcess(instance, service.name, service.stopTimeoutMs);
  service.cleanUp?.(instance);
  return outcome;
}

/** Stops every service of an instance: those that use others first, the rest together. */
export async function stopServices(
  instance: Instance,
  onStopped: (service: Service, outcome: StopOutcome) => void = () => undefined,
): Promise<void> {
  for (const round of stopRounds(services))
    await Promise.all(round.map(async (service) => onStopped(service, await stopService(instance, service))));
}

/** Rounds in which services stop, so that each is gone before what it uses. */
export function stopRounds(remaining: readonly Service[]): readonly (readonly Service[])[] {
  if (remaining.length === 0) return [];
  const round = remaining.filter(({ name }) => !remaining.some(({ uses }) => uses.includes(name)));
  if (round.length === 0) throw new PlatformError('config_invalid', 'services use each other in a circle');
  return [round, ...stopRounds(remaining.filter((service) => !round.includes(service)))];
}

export const serviceState = (instance: Instance, service: Service): ReturnType<typeof processState> =>
  processState(instance, service.name);

function checkSpace(instance: Instance): void {
  // An instance that cannot start leaves no folder behind.
  const { bavail, bsize } = statfsSync(existsSync(instance.directory) ? instance.directory : projectRoot);
  const free = bavail * bsize;
  if (free >= neededSpace) return;
  const megabytes = Math.round(free / 1024 ** 2);
  throw new PlatformError(
    'disk_full',
    `${instance.directory} has ${megabytes} MiB of free disk space; the servers need 1024 MiB to start`,
  );
}
