import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlatformError } from '../../modules/errors/platform-error.ts';

const run = promisify(execFile);

type Manager = 'apt' | 'dnf' | 'brew';

/** Something that the machine must have before the set-up can bring the rest. */
interface Requirement {
  readonly name: string;
  readonly packages: Readonly<Record<Manager, string>>;
  /** Resolves to undefined when it is there, else to what was found instead. */
  readonly probe: () => Promise<string | undefined>;
}

/** A requirement that is not met. */
export interface Missing {
  readonly name: string;
  readonly found: string;
  readonly packages: Readonly<Record<Manager, string>>;
}

const installCommand = {
  apt: 'sudo apt-get install -y',
  dnf: 'sudo dnf install -y',
  brew: 'brew install',
} as const satisfies Record<Manager, string>;

const oldestPython = [3, 10] as const;
const oldestMaven = [3, 8] as const;
const oldestJava = [17] as const;

const requirements: readonly Requirement[] = [
  {
    name: 'Python 3.10 or newer with venv',
    packages: { apt: 'python3 python3-venv', dnf: 'python3', brew: 'python@3.13' },
    probe: async () => ((await findPython()) === undefined ? await whatPythonThereIs() : undefined),
  },
  {
    name: 'Maven 3.8 or newer with Java 17 or newer',
    packages: { apt: 'maven', dnf: 'maven', brew: 'maven' },
    probe: async () => mavenProblem(await output('mvn', ['-v'])),
  },
  {
    name: 'openssl',
    packages: { apt: 'openssl', dnf: 'openssl', brew: 'openssl' },
    probe: async () => ((await output('openssl', ['version'])) === undefined ? 'nothing' : undefined),
  },
];

/** Resolves when the machine has what the set-up needs; else rejects, naming all that is missing and how to install it. */
export async function checkRequirements(): Promise<void> {
  const found = await Promise.all(requirements.map((requirement) => requirement.probe()));
  const missing = requirements.flatMap(({ name, packages }, index) => {
    const instead = found[index];
    return instead === undefined ? [] : [{ name, packages, found: instead }];
  });
  if (missing.length > 0) throw new PlatformError('tool_missing', adviceFor(missing, await packageManager()));
}

/** What is missing and the one command that installs it all, as lines for a person. */
export function adviceFor(missing: readonly Missing[], manager: Manager | undefined): string {
  const lines = missing.map(({ name, found }) => `  - ${name} (found: ${found})`);
  const packages = (of: Manager): string => missing.map((one) => one.packages[of]).join(' ');
  const commands =
    manager === undefined
      ? (['apt', 'dnf', 'brew'] as const).map((each) => `  ${installCommand[each]} ${packages(each)}`)
      : [`  ${installCommand[manager]} ${packages(manager)}`];
  return ['This machine lacks:', ...lines, 'Install it with:', ...commands].join('\n');
}

/** What is wrong with the Maven that prints `text` for `mvn -v`; undefined when nothing is. */
export function mavenProblem(text: string | undefined): string | undefined {
  if (text === undefined) return 'nothing that runs';
  const maven = /Apache Maven (?<version>[\d.]+)/u.exec(text)?.groups?.['version'] ?? '';
  const java = /Java version: (?<version>[\d.]+)/u.exec(text)?.groups?.['version'] ?? '';
  if (isAtLeast(maven, oldestMaven) && isAtLeast(java, oldestJava)) return undefined;
  return `Maven ${maven || 'of an unknown version'} with Java ${java || 'of an unknown version'}`;
}

/** Where the Java stands that the Maven which prints `text` for `mvn -v` runs on. */
export const mavenRuntime = (text: string): string | undefined =>
  /Java version: .*runtime: (?<home>[^\n\p{Cc}]+)/u.exec(text)?.groups?.['home']?.trim();

/** The first interpreter that is new enough and can make environments: on the PATH, else among those that pyenv has installed. */
export async function findPython(oldest: readonly number[] = oldestPython): Promise<string | undefined> {
  const named = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  const check = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';
  for (const candidate of [...named, ...pythonsOfPyenv()]) {
    const version = await output(candidate, ['-c', check]);
    if (version !== undefined && isAtLeast(version.trim(), oldest)) return candidate;
  }
  return undefined;
}

function pythonsOfPyenv(): string[] {
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions).map((version) => join(versions, version, 'bin/python3'));
}

async function whatPythonThereIs(): Promise<string> {
  const version = await output('python3', ['--version']);
  if (version === undefined) return 'nothing';
  const number = version.trim().replace('Python ', '');
  return isAtLeast(number, oldestPython) ? `Python ${number} without venv` : `Python ${number}`;
}

async function packageManager(): Promise<Manager | undefined> {
  const probes = { brew: ['brew', '--version'], apt: ['apt-get', '--version'], dnf: ['dnf', '--version'] } as const;
  const order: readonly Manager[] = process.platform === 'darwin' ? ['brew'] : ['apt', 'dnf', 'brew'];
  for (const manager of order) {
    const [command, argument] = probes[manager];
    if ((await output(command, [argument])) !== undefined) return manager;
  }
  return process.platform === 'darwin' ? 'brew' : undefined;
}

/** Compares dotted versions number by number; an unreadable version is older than any. */
function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const number = numbers[index] ?? Number.NaN;
    if (Number.isNaN(number) || number < wanted) return false;
    if (number > wanted) return true;
  }
  return true;
}

/** What a command prints; undefined when there is no such command or it fails. */
async function output(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run(command, args, { timeout: 15_000 })).stdout;
  } catch {
    return undefined;
  }
}
