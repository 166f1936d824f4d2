import { Command } from 'commander';
import { parseCommandLine } from '../command-line/run.ts';
import { runChecks } from '../checks/run.ts';
import { localstackSteps } from '../checks/steps.ts';
import { ensureTools } from '../setup/setup.ts';

parseCommandLine(
  new Command('npm run test:localstack')
    .description('The stack on LocalStack Community instead of MiniStack, and a product through all of it.')
    .addHelpText(
      'after',
      '\nThe first time it brings LocalStack, 500 MB. Takes a few minutes, on an instance of its own.',
    ),
);

await ensureTools();
process.exitCode = await runChecks([localstackSteps]);
