import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { instanceOption, jsonOption, type InstanceOptions, type JsonOptions } from '../command-line/options.ts';
import { failWith, runCommandLine } from '../command-line/run.ts';
import { findInstance, notRunning, type Instance } from '../instance/instance.ts';
import { renderAddresses } from '../observe/addresses.ts';
import { takePicture } from '../observe/picture.ts';
import { renderPicture } from '../observe/render.ts';
import { renderServers } from '../observe/render-servers.ts';
import { readServers, type ServerStatus } from '../observe/servers.ts';
import { snakeCased } from '../observe/snake-case.ts';
import { titleOf } from '../observe/title.ts';
import { findAddresses } from '../platform/addresses.ts';
import { showFlow, withObservers } from '../platform/live.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly watch?: boolean;
}

/** Milliseconds that anybody gets to answer. */
const answerTimeoutMs = 1_300;

const program = new Command('npm run status --')
  .description(
    'A picture of health: servers, alerts that fire, the flow with its lag, what waits for people, and where to look.',
  )
  .addOption(instanceOption())
  .addOption(jsonOption('one object'))
  .option('--watch', 'again and again until Ctrl-C; the servers only when one is not well')
  .addHelpText('after', '\nExit code: 0 all servers run; 1 one of them is down, or all are; 2 wrong usage.')
  .action(status);

async function status({ instance: name, json = false, watch = false }: Options): Promise<void> {
  const instance = findInstance(name);
  if (json && watch) program.error('--watch is for people, --json for machines: choose one');
  const servers = await readServers(instance);
  const down = servers.filter(({ state }) => state !== 'running');
  if (down.length === servers.length) throw notRunning(instance);
  if (watch) return showFlow(instance, untilSignal(), 'Ctrl-C заканчивает просмотр');
  process.stdout.write(`${await describe(instance, servers, json)}\n`);
  if (down.length > 0) failWith(`down: ${down.map((server) => server.name).join(', ')}`);
}

async function describe(instance: Instance, servers: readonly ServerStatus[], json: boolean): Promise<string> {
  const [picture, addresses] = await Promise.all([
    withObservers(instance, (observers) => takePicture(instance, observers, answerTimeoutMs)),
    findAddresses(instance, answerTimeoutMs),
  ]);
  if (json)
    return JSON.stringify(
      snakeCased({ version: packageJson.version, instance: instance.name, servers, ...picture, addresses }),
    );
  return [
    titleOf(instance),
    renderServers(servers),
    renderPicture(picture, Date.now()),
    renderAddresses(addresses),
  ].join('\n\n');
}

function untilSignal(): AbortSignal {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort(signal));
  return interrupted.signal;
}

await runCommandLine(program);
// Who was asked and is silent would keep this process for seconds.
process.exit();
