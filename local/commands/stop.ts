import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { takeDown } from '../platform/down.ts';

const program = new Command('npm stop --')
  .description('Stops every server of an instance; its data stays.')
  .addOption(instanceOption())
  .action(({ instance }: InstanceOptions) => takeDown(findInstance(instance)));

await runCommandLine(program);
