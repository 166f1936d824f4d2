import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { composeFile } from '../../local/compose/compose.ts';
import { jsonOf } from '../../modules/errors/schema.ts';

/** Its containers, volumes and network are not those that somebody works with. */
export const testProject = 'marketplace-containers-test';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. It gets `input`, or nothing, on its standard input. */
export async function run(command: string, args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(command, args);
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code ?? 1), out, err };
}

export const docker = (...args: readonly string[]): Promise<Ended> => run('docker', args);

const ofProject = ['compose', '--ansi', 'never', '--project-name', testProject, '--file', composeFile];

/** Asks Docker Compose; rejects with what it said when it fails. */
export async function compose(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await docker(...ofProject, ...args);
  if (code !== 0) throw new Error(`docker compose ${args.join(' ')} ended with ${code}: ${err.slice(-2_000)}`);
  return out;
}

const oneCommand = ['run', '--rm', '--no-TTY', 'tools'];

/** A command as docs/containers.md has people run it. */
export const tool = (...args: readonly string[]): Promise<Ended> => docker(...ofProject, ...oneCommand, ...args);

/** What such a command prints; rejects when it fails. `input` stands on its standard input. */
export async function toolOutput(args: readonly string[], input?: string): Promise<string> {
  const { code, out, err } = await run('docker', [...ofProject, ...oneCommand, ...args], input);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err.slice(-2_000)}`);
  return out;
}

const containerSchema = z.object({
  Service: z.string(),
  State: z.string(),
  Health: z.string(),
  ExitCode: z.number(),
});

/** Every container that does not work, with what became of it; one that ran once works when it ended with 0. */
export async function unwell(): Promise<readonly string[]> {
  const lines = (await compose('ps', '--all', '--format', 'json')).split('\n').filter(Boolean);
  return lines
    .map((line) => containerSchema.parse(jsonOf(line)))
    .filter(({ State, Health, ExitCode }) => Health !== 'healthy' && !(State === 'exited' && ExitCode === 0))
    .map(({ Service, State, Health, ExitCode }) => `${Service}: ${State} ${Health} ${ExitCode}`);
}

const hitsSchema = z.object({ hits: z.array(z.object({ product_id: z.string() })) });

/** Ids of the products that a buyer finds by name. */
export async function found(name: string): Promise<readonly string[]> {
  const out = await toolOutput(['client', '--', 'search', '--name', name, '--json']);
  return hitsSchema.parse(jsonOf(out)).hits.map(({ product_id }) => product_id);
}

/** Sends one product as a shop. */
export const send = (product: object): Promise<string> =>
  toolOutput(['shop', '--', 'send', '--file', '-'], JSON.stringify([product]));
