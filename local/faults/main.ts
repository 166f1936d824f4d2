import { Argument, Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { isUp } from '../platform/down.ts';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { faults, inject, injectedFaults, restore } from './faults.ts';

interface Options {
  readonly instance: string;
}

const program = new Command('npm run fault --').description(
  'Breaks something of a running instance on purpose, to rehearse; `restore` puts everything right.',
);

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const command = (name: string, description: string): Command =>
  program.command(name).description(description).option('--instance <name>', 'which one', defaultInstanceName);

for (const { name, description, choices } of faults) {
  const broken = (instance: string, choice?: string): Promise<void> => breakIt(instance, name, choice);
  if (choices === undefined) command(name, description).action(({ instance }: Options) => broken(instance));
  else
    command(name, description)
      .addArgument(new Argument('<which>').choices(choices))
      .action((which: string, { instance }: Options) => broken(instance, which));
}

async function breakIt(instanceName: string, name: string, choice?: string): Promise<void> {
  const instance = findInstance(instanceName);
  if (!isUp(instance))
    throw new PlatformError('not_running', `${instanceName} is not running; start it with: npm start`);
  await inject(instance, name, choice);
  say(`${[name, choice].filter(Boolean).join(' ')}: done; put it right with: npm run fault -- restore`);
}

command('list', 'faults that are not restored yet, one a line').action(({ instance }: Options) => {
  for (const { fault, choice } of injectedFaults(findInstance(instance)))
    process.stdout.write(`${[fault, choice].filter(Boolean).join(' ')}\n`);
});

command('restore', 'puts right whatever was broken').action(async ({ instance }: Options) => {
  const restored = await restore(findInstance(instance));
  say(restored.length === 0 ? 'nothing was broken' : `restored: ${restored.map(({ fault }) => fault).join(', ')}`);
});

await runCommandLine(program);
