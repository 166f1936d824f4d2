import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { nativeBindings, type PackagedFile } from './bundle.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';

const projectRoot = join(import.meta.dirname, '../..');
const packages = join(projectRoot, 'node_modules');

/** The program that runs the analyses on Spark. */
export const sparkJob = join(projectRoot, 'functions/analytics/spark/job.py');

/** The machine that native code is for, as npm names it: `linux-x64`. */
export type NativePlatform = `${string}-${string}`;

export const thisPlatform: NativePlatform = `${process.platform}-${process.arch}`;

/**
 * What a function needs beside its module: SQL files, and the native library that it calls, for the platform it runs on.
 * Throws `tool_missing` when that library is not installed here.
 */
export function companionFiles(name: FunctionName, platform: NativePlatform): PackagedFile[] {
  if (name !== 'analytics') return [];
  const sql = filesBelow(join(projectRoot, 'functions', name, 'sql'), join(projectRoot, 'functions', name));
  return [...sql, ...packageFiles(nativeBindings), ...packageFiles(`${nativeBindings}-${platform}`)];
}

function packageFiles(name: string): PackagedFile[] {
  const directory = join(packages, name);
  if (!existsSync(directory))
    throw new PlatformError(
      'tool_missing',
      `${name} is not installed, because it is for another machine than this one; install it with: ` +
        `npm install --no-save --force ${name}@${versionOf(nativeBindings)}`,
    );
  return filesBelow(directory, projectRoot).filter(({ name: file }) => !/\.(?:d\.ts|md)$/.test(file));
}

const manifestSchema = z.object({ version: z.string() });

const versionOf = (name: string): string =>
  manifestSchema.parse(JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))).version;

/** Files named by their way from `root`. */
const filesBelow = (directory: string, root: string): PackagedFile[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ name: relative(root, path), contents: readFileSync(path) }));
