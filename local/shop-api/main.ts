import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { fateCommand } from './commands/fate.ts';
import { sendCommand } from './commands/send.ts';
import { withdrawCommand } from './commands/withdraw.ts';

const examples = `
Examples:
  npm run shop -- send                                the sample catalogue
  npm run shop -- send --file export.ndjson --check
  npm run shop -- fate --file export.ndjson           what came of each product, and why
  npm run shop -- withdraw mp-000000 mp-000001

Exit code: 0 done, 1 something was not sent, 2 wrong usage.`;

const program = new Command('npm run shop --')
  .description('The SHOP API emulator: sends products as a shop would.')
  .addHelpText('after', examples);
for (const command of [sendCommand, withdrawCommand, fateCommand]) program.addCommand(command);

await runCommandLine(program);
