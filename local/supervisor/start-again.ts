import { Command, Option } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { recover } from '../platform/recover.ts';
import { serviceNames, services } from '../services/services.ts';
import { exitOnSignals } from '../setup/command.ts';

interface Options extends InstanceOptions {
  readonly service: string;
}

const program = new Command('node local/supervisor/start-again.ts')
  .description('Starts a server that has died, and ends when it does its work. The supervisor runs this.')
  .addOption(instanceOption())
  .addOption(new Option('--service <name>', 'which server').choices(serviceNames).makeOptionMandatory())
  .action(startAgain);

async function startAgain({ instance, service: name }: Options): Promise<void> {
  // A signal between the start of a server and its record would leave one that nobody knows of.
  exitOnSignals();
  const service = services.find((each) => each.name === name);
  if (service === undefined) throw new PlatformError('input_invalid', `there is no server "${name}"`);
  await recover(findInstance(instance), service, (line) => process.stderr.write(`${line}\n`));
}

await runCommandLine(program);
// A client that still waits for an answer would keep this process.
process.exit();
