import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { pythonBinary, toolDirectory } from './paths.ts';
import { mavenRuntime } from './requirements.ts';
import { bring, isThere } from './setup.ts';
import { sparkEnvironment, type Report } from './tools.ts';

const run = promisify(execFile);
const answerTimeoutMs = 30_000;

/** Where Spark is on this machine. */
interface SparkInstallation {
  readonly home: string;
  /** The Python that runs the driver. */
  readonly python: string;
  readonly javaHome: string;
}

/** What people are told before Spark is brought. */
export const sparkDownload = '456 MB';

export const hasSpark = (): boolean => isThere(sparkEnvironment());

/** Spark of this project and a Java for it; brings Spark on first use. */
export async function ensureSpark(report: Report): Promise<SparkInstallation> {
  const javaHome = await findJava();
  const tool = sparkEnvironment();
  await bring(tool, report);
  const directory = toolDirectory(tool.name);
  return { home: sparkHome(directory), python: pythonBinary(directory), javaHome };
}

/**
 * The Java that Maven runs on, which JAVA_HOME or the PATH decides. Spark needs its module of vector operations, and the
 * Java of the servers here does without it.
 */
async function findJava(): Promise<string> {
  const advice =
    'install Java 17 or newer with all its modules, such as openjdk-17-jre-headless, or set JAVA_HOME to it';
  try {
    const { stdout } = await run('mvn', ['-v'], { timeout: answerTimeoutMs });
    const home = mavenRuntime(stdout);
    if (home === undefined)
      throw new PlatformError('tool_missing', `Maven does not say which Java it runs on; ${advice}`);
    await run(join(home, 'bin/java'), ['--add-modules=jdk.incubator.vector', '-version'], { timeout: answerTimeoutMs });
    return home;
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new PlatformError('tool_missing', `Spark finds no Java that it can run on; ${advice}`, { cause: error });
  }
}

function sparkHome(environment: string): string {
  const libraries = join(environment, 'lib');
  const found = readdirSync(libraries)
    .map((version) => join(libraries, version, 'site-packages/pyspark'))
    .find((directory) => existsSync(directory));
  if (found === undefined) throw new PlatformError('tool_missing', `there is no Spark in ${environment}; delete it`);
  return found;
}
