import { Argument, Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { defaultInstanceName, findInstance, notRunning, type Instance } from '../instance/instance.ts';
import { isUp } from '../platform/down.ts';
import { faults, inject, restore } from './faults.ts';
import { injectedFaults, type Injected } from './injected.ts';

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

async function breakIt(instanceName: string, name: string, choice = ''): Promise<void> {
  await inject(runningInstance(instanceName), name, choice);
  say(`${shown({ fault: name, choice })}: done; put it right with: npm run fault -- restore`);
}

command('list', 'faults that are not restored yet, one a line').action(({ instance }: Options) => {
  for (const injected of injectedFaults(findInstance(instance))) process.stdout.write(`${shown(injected)}\n`);
});

command('restore', 'puts right whatever was broken').action(async ({ instance }: Options) => {
  const restored = await restore(runningInstance(instance));
  say(restored.length === 0 ? 'nothing was broken' : `restored: ${restored.map((each) => shown(each)).join(', ')}`);
});

/** On one that does not run there is nothing to break, and what was broken is put right when it runs again. */
function runningInstance(name: string): Instance {
  const instance = findInstance(name);
  if (isUp(instance)) return instance;
  throw notRunning(instance);
}

function shown({ fault, choice }: Injected): string {
  return choice === '' ? fault : `${fault} ${choice}`;
}

await runCommandLine(program);
