import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { addCommand } from './commands/add.ts';
import { editCommand } from './commands/edit.ts';
import { exportCommand } from './commands/export.ts';
import { historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { judgeCommand } from './commands/judge.ts';
import { listCommand } from './commands/list.ts';
import { rejectedCommand } from './commands/rejected.ts';
import { removeCommand } from './commands/remove.ts';
import { showCommand } from './commands/show.ts';
import { statusCommand } from './commands/status.ts';
import { testCommand } from './commands/test.ts';

const examples = `
Examples:
  npm run bans -- test --value "кальян" --except "чехол для кальяна"
  npm run bans -- add --value "кальян" --except "чехол для кальяна" --reason "Нельзя продавать на площадке"
  npm run bans -- list --query кальян
  npm run bans -- edit ban-hookah --to 2027-01-01 --why "закон изменится"
  npm run bans -- remove ban-hookah
  npm run bans -- rejected --rule ban-hookah
  npm run -s bans -- export --format csv > rules.csv
  npm run bans -- import --file rules.csv --dry-run

Exit code: 0 done, 1 refused or unreachable, 2 wrong usage. docs/bans.md says what rules mean.`;

const program = new Command('npm run bans --')
  .description("The moderator's tool: changes the ban list through the deployed API, and shows what it does.")
  .addHelpText('after', examples);
for (const command of [
  addCommand,
  listCommand,
  showCommand,
  editCommand,
  removeCommand,
  testCommand,
  judgeCommand,
  importCommand,
  exportCommand,
  statusCommand,
  historyCommand,
  rejectedCommand,
])
  program.addCommand(command);

await runCommandLine(program);
