import { Command } from 'commander';
import { failWith, runCommandLine } from '../command-line/run.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { takePicture } from '../observe/picture.ts';
import { renderPicture } from '../observe/render.ts';
import { renderServers } from '../observe/render-servers.ts';
import { readServers } from '../observe/servers.ts';
import { describeAddresses } from '../platform/addresses.ts';
import { withObservers } from '../platform/live.ts';

interface Options {
  readonly instance: string;
  readonly json?: boolean;
}

const program = new Command('npm run status --')
  .description(
    'The servers of an instance, the flow through them, and where to look. Exit code 1 when a server is down.',
  )
  .option('--instance <name>', 'which one', defaultInstanceName)
  .option('--json', 'for machines')
  .action(status);

async function status({ instance: name, json }: Options): Promise<void> {
  const instance = findInstance(name);
  const servers = readServers(instance);
  const down = servers.filter(({ state }) => state !== 'running').map((server) => server.name);
  if (down.length === servers.length) return failWith(`${name} is not running; start it with: npm start`);
  const picture = await withObservers(instance, (observers) => takePicture(instance, observers));
  if (json === true) process.stdout.write(`${JSON.stringify({ instance: name, servers, ...picture })}\n`);
  else {
    const addresses = await describeAddresses(instance).catch(() => '');
    process.stdout.write(`${[renderServers(servers), renderPicture(picture), addresses].join('\n\n')}\n`);
  }
  if (down.length > 0) failWith(`down: ${down.join(', ')}`);
}

await runCommandLine(program);
