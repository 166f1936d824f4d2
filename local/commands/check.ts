import { Command } from 'commander';
import { parseCommandLine } from '../command-line/run.ts';
import { runChecks } from '../checks/run.ts';
import { quickSteps } from '../checks/steps.ts';

parseCommandLine(
  new Command('npm run check').description('Format, lint, types, dead code and unit tests: what needs no servers.'),
);

process.exitCode = await runChecks([quickSteps]);
