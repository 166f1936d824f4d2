import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ownerOfProcess } from './process.ts';

const run = promisify(execFile);

/** The process behind a listening port. */
export interface Listener {
  readonly pid: number;
  readonly command: string;
  /** The folder of the instance whose server it is. */
  readonly instance?: string;
}

const maxCommandLength = 100;
/** TCP_LISTEN of the kernel's tcp_states.h, as /proc/net/tcp prints it. */
const listening = '0A';

/** Who listens on a TCP port of this machine; undefined when nobody does or the system does not tell. */
export async function listenerOn(port: number): Promise<Listener | undefined> {
  const pid = process.platform === 'linux' ? pidFromProc(port) : await pidFromLsof(port);
  if (pid === undefined) return undefined;
  const owner = ownerOfProcess(pid);
  return { pid, command: await commandOf(pid), ...(owner !== undefined && { instance: dirname(owner) }) };
}

/** Inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6; see proc(5). */
export function listeningInodes(table: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/u))
    .filter(([, local = '', , state]) => local.endsWith(suffix) && state === listening)
    .flatMap((fields) => fields[9] ?? []);
}

function pidFromProc(port: number): number | undefined {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file));
  const sockets = new Set(
    tables.flatMap((file) => listeningInodes(readFileSync(file, 'utf8'), port)).map((inode) => `socket:[${inode}]`),
  );
  if (sockets.size === 0) return undefined;
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/u.test(entry));
  const found = pids.find((pid) => openFilesOf(pid).some((file) => sockets.has(file)));
  return found === undefined ? undefined : Number(found);
}

/** Targets of a process's file descriptors; none when it is another user's or has just ended. */
function openFilesOf(pid: string): readonly string[] {
  const directory = `/proc/${pid}/fd`;
  const descriptors = unlessGone(() => readdirSync(directory)) ?? [];
  return descriptors.flatMap((descriptor) => unlessGone(() => readlinkSync(`${directory}/${descriptor}`)) ?? []);
}

/** Processes end and close files while they are looked at. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

async function pidFromLsof(port: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { timeout: 5_000 });
    const pid = Number.parseInt(stdout, 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)], { timeout: 5_000 });
    return stdout.trim().slice(0, maxCommandLength);
  } catch {
    return 'unknown';
  }
}
