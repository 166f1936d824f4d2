import { delimiter, join } from 'node:path';
import { engineEnvironment } from '../engine/endpoint.ts';
import { projectRoot, toolsDirectory, type Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { nodePath } from '../setup/paths.ts';
import { serverEnvironment } from '../instance/environment.ts';

/** For a server with little to do: V8 does not let its nursery grow to 48 MB before it tidies up. */
export const frugal = ['--max-semi-space-size=1'] as const;

/** For one that passes on much: half of what V8 takes by itself costs no time that could be measured. */
export const smallNursery = ['--max-semi-space-size=8'] as const;

/** One of the project's own servers: a script that takes the instance by name. `flags` are Node's. */
export const nodeCommand = (instance: Instance, script: string, flags: readonly string[] = []): ProcessCommand =>
  scriptCommand([...flags, join(projectRoot, script), '--instance', instance.name]);

/** A stand-in for AWS, which knows no instance: it gets the engine from its environment, the rest from its options. */
export function standInCommand(
  instance: Instance,
  script: string,
  options: Readonly<Record<string, string | number | readonly string[]>>,
  flags: readonly string[] = [],
): ProcessCommand {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, ...[value].flat().map(String)]);
  return scriptCommand([...flags, join(projectRoot, script), ...args], engineEnvironment(instance));
}

/** A script of Node's, after Node's flags and before its own arguments. */
export function scriptCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ProcessCommand {
  return {
    command: process.execPath,
    args,
    env: serverEnvironment({
      ...environment,
      PATH: [nodePath(), process.env['PATH']].join(delimiter),
      // With what was compiled before, a process needs no type stripper: 18 MB each.
      NODE_COMPILE_CACHE: join(toolsDirectory, 'compile-cache'),
    }),
    cwd: projectRoot,
  };
}
