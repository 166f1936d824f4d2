import { existsSync, statfsSync } from 'node:fs';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { refuseBlockedPorts } from '../instance/blocked-ports.ts';
import { checkPorts } from '../instance/free-ports.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import {
  endProcess,
  isRunning,
  killProcess,
  startProcess,
  stopProcess,
  type StopOutcome,
} from '../instance/process.ts';
import { processState, readRecord, type ProcessState } from '../instance/process-record.ts';
import { alertmanager } from './alertmanager.ts';
import { alone, aloneUnlessUrgent } from './alone.ts';
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
import { supervisorOf } from './supervisor.ts';
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

/** Starts those again that die. */
export const supervisor = supervisorOf(serviceNames);

/** What runs of an instance on this machine. In containers, Docker has the supervisor's place. */
export const processes: readonly Service[] = [...services, supervisor];

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
    checkSpace(instance);
    await alone(instance, service.name, () => launch(instance, service));
  }
  await waitUntilReady(instance, service);
}

/** The same for one that has died. Resolves to false when it was stopped on purpose by now: then it stays so. */
export async function startAgain(instance: Instance, service: Service): Promise<boolean> {
  checkSpace(instance);
  const isToRun = await alone(instance, service.name, async () => {
    const wanted = readRecord(instance, service.name)?.wanted === true;
    if (wanted) await launch(instance, service);
    return wanted;
  });
  if (isToRun) await waitUntilReady(instance, service);
  return isToRun;
}

async function launch(instance: Instance, service: Service): Promise<void> {
  // Somebody else may have started it while this one waited.
  if (isRunning(instance, service.name)) return;
  // What a killed leader left behind would hold the ports and locks.
  await endProcess(instance, service.name, service.stopTimeoutMs);
  await checkCanStart(instance, [service]);
  await service.prepare(instance);
  await startProcess(instance, service.name, service.command(instance), service.niceness);
}

/** Stops a service on purpose: it stays down until somebody starts it. */
export const stopService = (instance: Instance, service: Service): Promise<StopOutcome> =>
  end(instance, service, () => stopProcess(instance, service.name, service.stopTimeoutMs));

/** The same as by a power cut. */
export const killService = (instance: Instance, service: Service): Promise<StopOutcome> =>
  end(instance, service, () => killProcess(instance, service.name));

async function end(instance: Instance, service: Service, stop: () => Promise<StopOutcome>): Promise<StopOutcome> {
  const outcome = readRecord(instance, service.name)
    ? await aloneUnlessUrgent(instance, service.name, stop)
    : 'not running';
  service.cleanUp?.(instance);
  return outcome;
}

/** Stops every service of an instance: those that use others first, the rest together. */
export async function stopServices(
  instance: Instance,
  onStopped: (service: Service, outcome: StopOutcome) => void = () => undefined,
): Promise<void> {
  for (const round of stopRounds(processes))
    await Promise.all(round.map(async (service) => onStopped(service, await stopService(instance, service))));
}

/** Rounds in which services stop, so that each is gone before what it uses. */
export function stopRounds(remaining: readonly Service[]): readonly (readonly Service[])[] {
  if (remaining.length === 0) return [];
  const round = remaining.filter(({ name }) => !remaining.some(({ uses }) => uses.includes(name)));
  if (round.length === 0) throw new PlatformError('config_invalid', 'services use each other in a circle');
  return [round, ...stopRounds(remaining.filter((service) => !round.includes(service)))];
}

export const serviceState = (instance: Instance, service: Service): ProcessState =>
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
