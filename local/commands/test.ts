import { Command } from 'commander';
import { parseCommandLine } from '../command-line/run.ts';
import { runChecks } from '../checks/run.ts';
import { longSteps, quickSteps, serverSteps } from '../checks/steps.ts';
import { ensureTools } from '../setup/setup.ts';

parseCommandLine(
  new Command('npm test')
    .description('Every check and every test, those against real servers on an instance of their own.')
    .addHelpText(
      'after',
      '\nOne test file against a running instance:\n' +
        '  MARKETPLACE_TEST_INSTANCE=default npx vitest run --project servers functions/filter',
    ),
);

await ensureTools();
process.exitCode = await runChecks([quickSteps, longSteps, serverSteps]);
