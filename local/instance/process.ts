import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { signalGroup } from '../../modules/processes/group.ts';
import type { Instance } from './instance.ts';
import { openLog } from './logs.ts';
import { identityOf, processesOfGroup, readIfThere } from './process-identity.mjs';

/** A server's process: what to run, and everything of the environment that it sees. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** running; died: it was started and is gone without having been stopped; stopped. */
export type ProcessState =
  | { readonly state: 'running'; readonly pid: number; readonly startedAt: number }
  | { readonly state: 'died'; readonly startedAt: number }
  | { readonly state: 'stopped' };

export type StopOutcome = 'stopped' | 'killed' | 'not running';

const pollEvery = 25;
const killTimeoutMs = 5_000;

/** Names the server to which a process and what it started belong, in their environment. */
const ownerVariable = 'MARKETPLACE_SERVER';

const pidFileSchema = z.object({ pid: z.number().int().positive(), identity: z.string(), startedAt: z.number() });

const pidFileOf = (instance: Instance, service: string): string => join(instance.directory, 'run', `${service}.json`);

const ownerOf = (instance: Instance, service: string): string => `${instance.directory}/${service}`;

/** Starts a server as the leader of its own process group, so that it outlives this process and stops as a whole. */
export async function startProcess(
  instance: Instance,
  service: string,
  { command, args, env, cwd = instance.directory }: ProcessCommand,
): Promise<number> {
  const log = openLog(instance, service);
  const child = spawn(command, args, {
    cwd,
    env: { ...env, [ownerVariable]: ownerOf(instance, service) },
    detached: true,
    stdio: ['ignore', log, log],
  });
  try {
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  } catch (cause) {
    throw new PlatformError('server_not_ready', `${service} cannot be started: ${command}`, { cause });
  } finally {
    closeSync(log);
  }
  child.unref();
  const pid = child.pid ?? 0;
  mkdirSync(join(instance.directory, 'run'), { recursive: true });
  // A process that ended at once has no identity any more: it is recorded all the same, and counts as died.
  const record: z.infer<typeof pidFileSchema> = { pid, identity: identityOf(pid) ?? 'ended', startedAt: Date.now() };
  writeFileSync(pidFileOf(instance, service), JSON.stringify(record));
  return pid;
}

/** What became of a server that was started here; a pid that another process has by now does not count. */
export function processState(instance: Instance, service: string): ProcessState {
  const recorded = readPidFile(instance, service);
  if (recorded === undefined) return { state: 'stopped' };
  const { pid, identity, startedAt } = recorded;
  return identityOf(pid) === identity ? { state: 'running', pid, startedAt } : { state: 'died', startedAt };
}

export const isRunning = (instance: Instance, service: string): boolean =>
  processState(instance, service).state === 'running';

/**
 * Ends a server and everything that it started: asks, waits `grace` milliseconds, then kills.
 * Only ever signals processes that are known to be the server's own.
 */
export async function stopProcess(instance: Instance, service: string, grace: number): Promise<StopOutcome> {
  const recorded = readPidFile(instance, service);
  if (recorded === undefined) return 'not running';
  const { pid, identity } = recorded;
  const isAlive = (): boolean => identityOf(pid) === identity || hasLeftovers(pid, ownerOf(instance, service));
  let outcome: StopOutcome = 'not running';
  if (isAlive()) {
    signalGroup(pid, 'SIGTERM');
    outcome = (await waitUntil(() => !isAlive(), grace)) ? 'stopped' : 'killed';
    if (outcome === 'killed') {
      signalGroup(pid, 'SIGKILL');
      await waitUntil(() => !isAlive(), killTimeoutMs);
    }
  }
  if (!isAlive()) rmSync(pidFileOf(instance, service), { force: true });
  return outcome;
}

/**
 * Whether processes of a server survive whose leader is gone. They are told by the name in their environment:
 * the number of the group alone could belong to somebody else by now.
 */
const hasLeftovers = (group: number, owner: string): boolean =>
  process.platform === 'linux' && processesOfGroup(group).some((pid) => isOwnedBy(pid, owner));

const isOwnedBy = (pid: number, owner: string): boolean => ownerOfProcess(pid) === owner;

/** The server whose process this is, as `<the folder of its instance>/<server>`, where the machine tells. */
export const ownerOfProcess = (pid: number): string | undefined =>
  readIfThere(`/proc/${pid}/environ`)
    ?.split('\0')
    .find((variable) => variable.startsWith(`${ownerVariable}=`))
    ?.slice(ownerVariable.length + 1);

async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(pollEvery))
    if (condition()) return true;
  return condition();
}

function readPidFile(instance: Instance, service: string): z.infer<typeof pidFileSchema> | undefined {
  const file = pidFileOf(instance, service);
  if (!existsSync(file)) return undefined;
  // One that is half written when the machine goes down names nothing that can still run.
  return pidFileSchema.safeParse(jsonOf(readFileSync(file, 'utf8'))).data;
}
