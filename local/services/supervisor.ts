import { join } from 'node:path';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { readSupervision } from '../instance/read-supervision.ts';
import { processState } from '../instance/process-record.ts';
import { runCommand } from '../setup/command.ts';
import { frugal, scriptCommand } from './node.ts';
import type { Service } from './service.ts';

const bundleTimeoutMs = 60_000;

const bundleFile = ({ directory }: Instance): string => join(directory, 'supervisor/main.mjs');

const scriptOf = (name: string): string => join(projectRoot, 'local/supervisor', name);

/** Starts servers again that die, and tells of it. It stops before they do. */
export const supervisorOf = (servers: readonly string[]): Service => ({
  name: 'supervisor',
  ports: [],
  uses: servers,
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  absence: ({ inContainers }) => (inContainers ? 'Docker starts containers again' : undefined),
  // One file without types: Node's type stripper would be a third of its memory.
  prepare: (instance) =>
    runCommand(
      join(projectRoot, 'node_modules/.bin/esbuild'),
      [
        scriptOf('main.ts'),
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--log-level=warning',
        `--outfile=${bundleFile(instance)}`,
      ],
      { timeout: bundleTimeoutMs },
    ),
  command: (instance) =>
    scriptCommand(
      [
        ...frugal,
        bundleFile(instance),
        `--directory=${instance.directory}`,
        `--instance=${instance.name}`,
        `--start-again=${scriptOf('start-again.ts')}`,
        `--tell=${scriptOf('tell.ts')}`,
        ...servers,
      ],
      // What it starts is to see what `npm start` saw: whom messages go to, for instance.
      ownEnvironment(),
    ),
  isReady: async (instance) => {
    const state = processState(instance, 'supervisor');
    return state.state === 'running' && readSupervision(instance)?.pid === state.pid;
  },
});

/** But for what Node itself reads, such as certificates to trust: 8 MB. */
const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('NODE_') ? [] : [[name, value]],
    ),
  );
