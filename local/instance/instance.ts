import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { defaultEngine, engineChoiceSchema, type EngineChoice } from './engine-choice.ts';
import { portsAt, type Ports } from '../../modules/platform/instance/ports.ts';

/** The folder of the checkout. */
export const projectRoot = join(import.meta.dirname, '../..');

/** Downloaded tools, shared by all instances. */
export const toolsDirectory = join(projectRoot, '.local/tools');

export const defaultInstanceName = 'default';

/** One running copy of the platform on this machine: its name, its ports, and where its files are. */
export interface Instance {
  readonly name: string;
  readonly portOffset: number;
  readonly ports: Ports;
  /** Whether each of its services has a container, and so a host, of its own; else they are processes of this machine. */
  readonly inContainers: boolean;
  readonly engine: EngineChoice;
  /** `.local/<name>`: data, logs, pids, certificates. */
  readonly directory: string;
}

/** Folders of `.local` that are no instances. */
const reservedNames = new Set(['tools', 'checks']);

/** Whether an instance may have this name: its folder must be one of `.local`, and its own. */
export const isInstanceName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9-]{0,39}$/u.test(name) && !reservedNames.has(name);

const descriptor = z.object({
  name: z.string(),
  portOffset: z.number().int(),
  inContainers: z.boolean().default(false),
  engine: engineChoiceSchema.default(defaultEngine),
});

function directoryOf(name: string): string {
  if (isInstanceName(name)) return join(projectRoot, '.local', name);
  throw new PlatformError('input_invalid', `"${name}" cannot name an instance: it needs up to 40 of a-z, 0-9 and -`);
}
const descriptorOf = (name: string): string => join(directoryOf(name), 'instance.json');

export const instanceAt = (
  name: string,
  portOffset: number,
  { inContainers = false, engine = defaultEngine }: Partial<Pick<Instance, 'inContainers' | 'engine'>> = {},
): Instance => ({
  name,
  portOffset,
  inContainers,
  engine,
  ports: portsAt(portOffset),
  directory: directoryOf(name),
});

/** Writes down where an instance runs, so that other commands find it. */
export function saveInstance(instance: Instance): void {
  mkdirSync(instance.directory, { recursive: true });
  const { name, portOffset, inContainers, engine } = instance;
  writeFileSync(descriptorOf(name), JSON.stringify({ name, portOffset, inContainers, engine }));
}

/** The instance of that name, or a clear error when it was never started. */
export function findInstance(name: string = defaultInstanceName): Instance {
  const file = descriptorOf(name);
  if (!existsSync(file)) {
    const option = name === defaultInstanceName ? '' : ` -- --instance ${name}`;
    throw new PlatformError(
      'not_running',
      `the instance "${name}" was never started here; start it with: npm start${option}`,
    );
  }
  const { portOffset, inContainers, engine } = descriptor.parse(JSON.parse(readFileSync(file, 'utf8')));
  return instanceAt(name, portOffset, { inContainers, engine });
}

/** How the containers are managed, where Docker is. */
export const compose = 'docker compose -f docker-compose.localstack.yml';

/** What is wrong when an instance does not run, with the command that starts it. */
export function notRunning({ name, portOffset, inContainers }: Instance): PlatformError {
  if (inContainers)
    return new PlatformError('not_running', `its containers do not run; start them with: ${compose} up --detach`);
  const options = name === defaultInstanceName && portOffset === 0 ? '' : ` -- ${optionsOf(name, portOffset)}`;
  return new PlatformError('not_running', `instance "${name}" is not running; start it with: npm start${options}`);
}

const optionsOf = (name: string, portOffset: number): string => `--instance ${name} --port-offset ${portOffset}`;

/** Certificate files of a principal of this instance. */
export function certificateFiles(
  instance: Instance,
  principal: string,
): { ca: string; certificate: string; key: string } {
  const directory = join(instance.directory, 'certs');
  return {
    ca: join(directory, 'ca.crt'),
    certificate: join(directory, `${principal}.crt`),
    key: join(directory, `${principal}.key`),
  };
}
