import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { inboxCommand } from './commands/inbox.ts';
import { listCommand } from './commands/list.ts';
import { silenceCommand } from './commands/silence.ts';
import { silencesCommand, unsilenceCommand } from './commands/silences.ts';

const program = new Command('npm run alerts --').description(
  'What fires, what the people on duty were told, and what they are not to be told of for a while.',
);
for (const command of [listCommand, inboxCommand, silenceCommand, silencesCommand, unsilenceCommand])
  program.addCommand(command);

await runCommandLine(program);
