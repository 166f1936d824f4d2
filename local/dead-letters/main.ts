import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { discardCommand } from './commands/discard.ts';
import { exportCommand } from './commands/export.ts';
import { listCommand } from './commands/list.ts';
import { redriveCommand } from './commands/redrive.ts';
import { showCommand } from './commands/show.ts';

const examples = `
Examples:
  npm run dead-letters -- list --since 1h
  npm run dead-letters -- show 3-17
  npm run dead-letters -- redrive --function filter --dry-run
  npm run dead-letters -- redrive --only 3-17 4-2
  npm run dead-letters -- discard --code invalid_json --reason "the shop was told"
  npm run dead-letters -- export letters.ndjson

Exit code: 0 done, 1 failed or not all of it, 2 wrong usage.`;

const program = new Command('npm run dead-letters --')
  .description('Records that no function could process: what they are, why, and what is done about them.')
  .addHelpText('after', examples);
for (const command of [listCommand, showCommand, exportCommand, redriveCommand, discardCommand])
  program.addCommand(command);

await runCommandLine(program);
