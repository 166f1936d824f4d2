import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { takeDown } from '../platform/down.ts';

const program = new Command('npm stop --')
  .description('Stops every server of an instance; its data stays.')
  .option('--instance <name>', 'which one', defaultInstanceName)
  .action(({ instance }: { instance: string }) => takeDown(findInstance(instance)));

await runCommandLine(program);
