import { delimiter, join } from 'node:path';
import { projectRoot, toolsDirectory, type Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { nodePath } from '../setup/paths.ts';
import { serverEnvironment } from '../instance/environment.ts';

/** For a server with little to do: V8 does not let its nursery grow to 48 MB before it tidies up. */
export const frugal = ['--max-semi-space-size=1'] as const;

/** One of the project's own servers: a script that takes the instance by name. `flags` are Node's. */
export function nodeCommand(instance: Instance, script: string, flags: readonly string[] = []): ProcessCommand {
  return {
    command: process.execPath,
    args: [...flags, join(projectRoot, script), '--instance', instance.name],
    env: serverEnvironment({
      PATH: [nodePath(), process.env['PATH']].join(delimiter),
      // With what was compiled before, a process needs no type stripper: 18 MB each.
      NODE_COMPILE_CACHE: join(toolsDirectory, 'compile-cache'),
    }),
    cwd: projectRoot,
  };
}
