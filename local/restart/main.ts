import { Argument, Command } from 'commander';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { updateFunction } from '../deploy/update.ts';
import { runningInstance } from '../services/running.ts';
import { serviceNames, services } from '../services/services.ts';
import type { Instance } from '../instance/instance.ts';
import { restartServer } from './restart.ts';

interface Options extends InstanceOptions {
  readonly force?: boolean;
}

const program = new Command('npm run restart --')
  .description(
    'Restarts servers and functions, one after the other, waits until each does its work, and says how long that took. ' +
      'Nobody is alarmed by it.',
  )
  .addArgument(
    new Argument('<what...>', 'a server, or a function: its code of this checkout is deployed anew').choices([
      ...serviceNames,
      ...functionNames,
    ]),
  )
  .option('--force', 'also a broker without which Kafka takes no records for a while')
  .addOption(instanceOption())
  .addHelpText(
    'after',
    '\nExample: npm run restart -- broker-2\n\nExit code: 0 it does its work; 1 failed or refused; 2 wrong usage.',
  )
  .action(restart);

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

async function restart(names: readonly string[], { instance: instanceName, force }: Options): Promise<void> {
  const instance = runningInstance(instanceName);
  // Half way, a server would stay stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => say('it is being started; wait until it is there'));
  for (const name of names) say(await restartOne(instance, name, force === true));
}

async function restartOne(instance: Instance, name: string, force: boolean): Promise<string> {
  const service = services.find((each) => each.name === name);
  if (service === undefined) {
    const began = performance.now();
    await updateFunction(instance, functionNames.find((each) => each === name) as FunctionName);
    return `${name}: deployed anew, live after ${seconds((performance.now() - began) / 1_000)}`;
  }
  const { stopped, seconds: took } = await restartServer(instance, service, { force });
  const before = { stopped: '', killed: ' (it did not end and was killed)', 'not running': ' (it did not run)' }[
    stopped
  ];
  return `${name}: does its work again after ${seconds(took)}${before}`;
}

const seconds = (count: number): string => `${count.toFixed(1)} s`;

await runCommandLine(program);
