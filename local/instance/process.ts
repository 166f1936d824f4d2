import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { signalGroup } from '../../modules/processes/group.ts';
import type { Instance } from './instance.ts';
import { openLog } from './logs.ts';
import { giveWay, niced } from './niceness.ts';
import { identityOf, processesOfGroup, readIfThere } from './process-identity.mjs';
import { forgetProcess, processState, readRecord, recordProcess, recordUnwanted } from './process-record.ts';

/** A server's process: what to run, and everything of the environment that it sees. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export type StopOutcome = 'stopped' | 'killed' | 'not running';

const pollEvery = 25;
const killTimeoutMs = 5_000;
/** Milliseconds in which a process has become another program, on a busy machine, too. */
const execTimeoutMs = 1_000;

/** Names the server to which a process and what it started belong, in their environment. */
const ownerVariable = 'MARKETPLACE_SERVER';

const ownerOf = (instance: Instance, service: string): string => `${instance.directory}/${service}`;

/**
 * Starts a server as the leader of its own process group, so that it outlives this process and stops as a whole. With a
 * niceness, as in nice(1), it gives way to others when the processors are busy.
 */
export async function startProcess(
  instance: Instance,
  service: string,
  { command, args, env, cwd = instance.directory }: ProcessCommand,
  niceness = 0,
): Promise<number> {
  const log = openLog(instance, service);
  const child = spawn(...niced(command, args, niceness), {
    cwd,
    env: { ...env, [ownerVariable]: ownerOf(instance, service) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  const { pid } = child;
  // At once: who is interrupted meanwhile must not leave a server that nobody knows of.
  if (pid !== undefined) recordProcess(instance, service, pid, Date.now());
  try {
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  } catch (cause) {
    throw new PlatformError('server_not_ready', `${service} cannot be started: ${command}`, { cause });
  } finally {
    closeSync(log);
  }
  child.unref();
  if (pid !== undefined && niceness !== 0) await giveWay(pid, niceness);
  return pid ?? 0;
}

export const isRunning = (instance: Instance, service: string): boolean =>
  processState(instance, service).state === 'running';

/** Ends a server on purpose, with everything that it started: asks, waits `grace` milliseconds, then kills. */
export async function stopProcess(instance: Instance, service: string, grace: number): Promise<StopOutcome> {
  recordUnwanted(instance, service);
  const { outcome, isGone } = await endProcess(instance, service, grace);
  if (isGone) forgetProcess(instance, service);
  return outcome;
}

/** Ends a server on purpose as a power cut would. */
export async function killProcess(instance: Instance, service: string): Promise<StopOutcome> {
  const recorded = readRecord(instance, service);
  recordUnwanted(instance, service);
  if (recorded !== undefined && presenceOf(instance, service, recorded) === 'alive')
    signalGroup(recorded.pid, 'SIGKILL');
  return stopProcess(instance, service, killTimeoutMs);
}

/**
 * Ends what runs of a server, and leaves written down whether it is to run.
 * Only ever signals processes that are known to be the server's own.
 */
export async function endProcess(
  instance: Instance,
  service: string,
  grace: number,
): Promise<{ readonly outcome: StopOutcome; readonly isGone: boolean }> {
  const recorded = readRecord(instance, service);
  if (recorded === undefined) return { outcome: 'not running', isGone: true };
  const presence = (): Presence => presenceOf(instance, service, recorded);
  let present = presence();
  await waitUntil(() => (present = presence()) !== 'unclear', execTimeoutMs);
  if (present !== 'alive') return { outcome: 'not running', isGone: true };
  const isGone = (): boolean => presence() === 'gone';
  signalGroup(recorded.pid, 'SIGTERM');
  if (await waitUntil(isGone, grace)) return { outcome: 'stopped', isGone: true };
  signalGroup(recorded.pid, 'SIGKILL');
  return { outcome: 'killed', isGone: await waitUntil(isGone, killTimeoutMs) };
}

/**
 * Whether a server is there; unclear while one of its group has no environment: it becomes another program, or it ends
 * and has given its memory back, which takes its time, but not yet its files and ports.
 */
type Presence = 'alive' | 'unclear' | 'gone';

/**
 * Processes may survive whose leader is gone. They are told by the name in their environment: the number of the group
 * alone could belong to somebody else by now.
 */
function presenceOf(
  instance: Instance,
  service: string,
  { pid, identity }: { readonly pid: number; readonly identity: string },
): Presence {
  if (identityOf(pid) === identity) return 'alive';
  if (process.platform !== 'linux') return 'gone';
  const members = processesOfGroup(pid).map((member) => ({ member, environment: environmentOf(member) }));
  if (members.some(({ environment }) => ownerIn(environment) === ownerOf(instance, service))) return 'alive';
  const unclear = members.some(
    ({ member, environment = '' }) => environment === '' && identityOf(member) !== undefined,
  );
  return unclear ? 'unclear' : 'gone';
}

/** As in proc_pid_environ(5); undefined of a process that is gone or about to be, or that is another user's. */
const environmentOf = (pid: number): string | undefined => readIfThere(`/proc/${pid}/environ`);

const ownerIn = (environment: string | undefined): string | undefined =>
  environment
    ?.split('\0')
    .find((variable) => variable.startsWith(`${ownerVariable}=`))
    ?.slice(ownerVariable.length + 1);

/** The server whose process this is, as `<the folder of its instance>/<server>`, where the machine tells. */
export const ownerOfProcess = (pid: number): string | undefined => ownerIn(environmentOf(pid));

async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(pollEvery))
    if (condition()) return true;
  return condition();
}
