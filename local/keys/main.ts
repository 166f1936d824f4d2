import { Argument, Command } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { runningInstance } from '../services/running.ts';
import { keyOwners, showKey, type KeyOwner } from './show.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly name?: string;
}

const show = new Command('show')
  .description('Prints where the API answers, the header with the key, and a line for curl that asks something.')
  .addArgument(new Argument('<whose>', 'whose key').choices(keyOwners))
  .option('--name <name>', 'which shop or moderator, where several have a key')
  .addOption(instanceOption())
  .addOption(jsonOption('{address, header, curl}'))
  .action(async (owner: KeyOwner, { instance, name, ...options }: Options) => {
    const shown = await showKey(runningInstance(instance), owner, name);
    printResult(options, shown, `address  ${shown.address}\nheader   ${shown.header}\n\n${shown.curl}`);
  });

const program = new Command('npm run keys --')
  .description('Keys of the deployed API. They are secret: what is printed here is not to be passed on.')
  .addHelpText(
    'after',
    '\nExample: npm run -s keys -- show buyer\n\nExit code: 0 shown, 1 there is none, 2 wrong usage.',
  )
  .addCommand(show);

await runCommandLine(program);
