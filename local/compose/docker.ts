import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PlatformError } from '../../modules/errors/platform-error.ts';

const run = promisify(execFile);
const answerTimeoutMs = 30_000;

/** The first that asks a container more often while it starts. */
const oldestEngine = 25;
const needed = `a Docker engine (${oldestEngine} or newer, with Compose 2.24 or newer) is needed`;

/** Resolves where the containers can be started; else rejects with `tool_missing`, in one sentence. */
export async function requireDocker(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const options = { env: environment, timeout: answerTimeoutMs };
  const engine = await run('docker', ['version', '--format', '{{.Server.Version}}'], options).catch(() => undefined);
  if (engine === undefined) throw new PlatformError('tool_missing', `${needed}, and none answers here`);
  const version = engine.stdout.trim();
  if (Number.parseInt(version, 10) < oldestEngine)
    throw new PlatformError('tool_missing', `${needed}; this one is ${version}`);
  await run('docker', ['compose', 'version'], options).catch((cause: unknown) => {
    throw new PlatformError('tool_missing', `${needed}, and it has no Compose`, { cause });
  });
}
