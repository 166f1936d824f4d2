import { Command } from 'commander';
import { runChecks } from '../checks/run.ts';
import { quickSteps } from '../checks/steps.ts';

new Command('npm run check')
  .description('Format, lint, types, dead code and unit tests: what needs no servers.')
  .parse();

process.exitCode = await runChecks([quickSteps]);
