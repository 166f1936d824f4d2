import { readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { lastLogLines, logFile } from '../instance/logs.ts';
import { isRunning } from '../instance/process.ts';
import { processState } from '../instance/process-record.ts';
import { Patience } from './patience.ts';
import type { Service } from './service.ts';

const probeEvery = 150;
const probeTimeoutMs = 5_000;
const shownLogLines = 12;

/** Whether a running service does its work now. */
export const isReady = async (instance: Instance, service: Service): Promise<boolean> =>
  (await whyNotReady(instance, service)) === undefined;

/** Resolves when a service that was started is ready; rejects with what its last probe said when it does not get there. */
export async function waitUntilReady(instance: Instance, service: Service): Promise<void> {
  const patience = new Patience(service.readyTimeoutMs, performance.now());
  for (;;) {
    const why = await whyNotReady(instance, service);
    if (why === undefined) return;
    if (!isRunning(instance, service.name)) throw notReady(instance, service, 'ended while it was starting', why);
    const over = patience.look(signsOfWork(instance, service), performance.now());
    if (over !== undefined) throw notReady(instance, service, `is not ready after ${over}`, why);
    await pause(probeEvery);
  }
}

/** Why a service does not do its work; undefined when it does. */
async function whyNotReady(instance: Instance, service: Service): Promise<string | undefined> {
  try {
    const ready = await service.isReady(instance, AbortSignal.timeout(probeTimeoutMs));
    return ready ? undefined : 'it says that it is not ready';
  } catch (error) {
    return describeError(error);
  }
}

/** What changes while a server works: the length of its log, and whole seconds of processor time. */
function signsOfWork(instance: Instance, { name }: Service): string {
  const log = statSync(logFile(instance, name), { throwIfNoEntry: false })?.size ?? 0;
  const process = processState(instance, name);
  return `${log} ${process.state === 'running' ? processorSeconds(process.pid) : 0}`;
}

/** utime and stime of proc_pid_stat(5), in hundredths of a second; where there is no /proc the log alone tells. */
function processorSeconds(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return Math.floor((Number(fields[11]) + Number(fields[12])) / 100);
  } catch {
    return 0;
  }
}

function notReady(instance: Instance, { name }: Service, what: string, why: string): PlatformError {
  const lines = lastLogLines(instance, name, shownLogLines).map((line) => `  ${line}`);
  const text = [`${name} ${what}; the last probe: ${why}. The end of ${logFile(instance, name)}:`, ...lines].join('\n');
  return new PlatformError('server_not_ready', text);
}
