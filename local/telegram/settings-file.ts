import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { projectRoot } from '../instance/instance.ts';

/** For who does not want the token in the environment; git ignores it. */
export const settingsFile = join(projectRoot, 'telegram.env');

/** Reads a setting by its name: of the environment, else of the file; empty where it is in neither. */
export function settingOf(environment: NodeJS.Dict<string>, file: string): (name: string) => string {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return (name) => (environment[name] || fromFile[name] || '').trim();
}
