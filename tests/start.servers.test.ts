import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePortOffset } from '../local/instance/free-ports.ts';
import { instanceAt, projectRoot } from '../local/instance/instance.ts';
import { readIfThere } from '../local/instance/process-identity.mjs';
import { takeDown } from '../local/platform/down.ts';
import { uniqueName } from './support/instance.ts';

const stopTimeoutMs = 20_000;
/** Beside the instance of the other tests, on two cores, which are slow on some days. */
const startTimeoutMs = 600_000;
const instance = instanceAt(uniqueName('start'), await freePortOffset());

afterAll(async () => {
  await takeDown(instance);
  rmSync(instance.directory, { recursive: true, force: true });
});

/** `npm start` as npm runs it, with all that it prints. */
function start(): { readonly child: ChildProcess; readonly printed: (text: string) => Promise<void> } {
  const script = [join(projectRoot, 'local/setup/bootstrap.mjs'), 'local/commands/start.ts', '--no-sample'];
  const where = ['--instance', instance.name, '--port-offset', String(instance.portOffset)];
  const child = spawn(process.execPath, [...script, ...where], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const printed = async (text: string): Promise<void> => {
    await expect.poll(() => output, { timeout: startTimeoutMs, interval: 100 }).toContain(text);
  };
  return { child, printed };
}

async function endedAfter(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: unknown; took: number }> {
  const signalledAt = performance.now();
  child.kill(signal);
  const [code] = await once(child, 'exit');
  return { code, took: performance.now() - signalledAt };
}

/** Processes of this machine that name the instance's folder in their command or environment; Linux tells. */
const processesOf = (directory: string): string[] =>
  (existsSync('/proc') ? readdirSync('/proc') : [])
    .filter((entry) => /^\d+$/u.test(entry) && Number(entry) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => readIfThere(`/proc/${pid}/${file}`)?.includes(directory)));

/** What was told to end needs a moment to do so. */
async function nothingIsLeft(): Promise<void> {
  await expect.poll(() => processesOf(instance.directory), { timeout: 3_000 }).toEqual([]);
}

test('Ctrl-C in the middle of a start stops what has been started, and no process is left', async () => {
  const { child, printed } = start();
  await printed('Servers and stack');
  await expect.poll(() => processesOf(instance.directory).length, { timeout: 30_000 }).toBeGreaterThan(3);
  const { code, took } = await endedAfter(child, 'SIGINT');
  expect(code).toBe(130);
  expect(took).toBeLessThan(stopTimeoutMs);
  await nothingIsLeft();
});

test('a start after that shows the flow; SIGTERM stops everything within 20 s, and no process is left', async () => {
  const { child, printed } = start();
  await printed('Топики');
  await printed('marketplace-filter');
  const { code, took } = await endedAfter(child, 'SIGTERM');
  expect(code).toBe(0);
  expect(took).toBeLessThan(stopTimeoutMs);
  await nothingIsLeft();
}, 700_000);
