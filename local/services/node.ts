import { delimiter, join } from 'node:path';
import { projectRoot, toolsDirectory, type Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { nodePath } from '../setup/paths.ts';
import { serverEnvironment } from './environment.ts';

/** One of the project's own servers: a script that takes the instance by name. */
export function nodeCommand(instance: Instance, script: string): ProcessCommand {
  return {
    command: process.execPath,
    // kafkajs computes timeouts in the past now and then; Node 24 would report each of them.
    args: ['--disable-warning=TimeoutNegativeWarning', join(projectRoot, script), '--instance', instance.name],
    env: serverEnvironment({
      PATH: [nodePath(), process.env['PATH']].join(delimiter),
      // With what was compiled before, a process needs no type stripper: 18 MB each.
      NODE_COMPILE_CACHE: join(toolsDirectory, 'compile-cache'),
    }),
    cwd: projectRoot,
  };
}
