import { Argument, Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { runningInstance } from '../platform/down.ts';
import { faults, inject, restore } from './faults.ts';
import { injectedFaults, type Injected } from './injected.ts';

const program = new Command('npm run fault --').description(
  'Breaks part of a running instance on purpose, as a rehearsal; `restore` puts everything right.',
);

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const command = (name: string, description: string): Command =>
  program.command(name).description(description).addOption(instanceOption());

for (const { name, description, choices } of faults) {
  const fault = command(name, description);
  if (choices !== undefined) fault.addArgument(new Argument('<which>', 'which one').choices(choices));
  fault.action(() => breakIt(fault.opts<InstanceOptions>().instance, name, fault.args[0]));
}

async function breakIt(instanceName: string, name: string, choice = ''): Promise<void> {
  await inject(runningInstance(instanceName), name, choice);
  say(`${shown({ fault: name, choice })}: done; put it right with: npm run fault -- restore`);
}

command('list', 'faults that are not restored yet, one a line').action(({ instance }: InstanceOptions) => {
  for (const injected of injectedFaults(findInstance(instance))) process.stdout.write(`${shown(injected)}\n`);
});

command('restore', 'puts right whatever was broken').action(async ({ instance }: InstanceOptions) => {
  const restored = await restore(runningInstance(instance));
  say(restored.length === 0 ? 'nothing was broken' : `restored: ${restored.map((each) => shown(each)).join(', ')}`);
});

function shown({ fault, choice }: Injected): string {
  return choice === '' ? fault : `${fault} ${choice}`;
}

await runCommandLine(program);
