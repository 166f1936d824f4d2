import { Command } from 'commander';
import { parseCommandLine } from '../command-line/run.ts';
import { runChecks } from '../checks/run.ts';
import { faultSteps } from '../checks/steps.ts';
import { ensureTools } from '../setup/setup.ts';

parseCommandLine(
  new Command('npm run test:faults')
    .description(
      'What takes too long for npm test: more and larger runs of the tests that draw by chance, while servers fail; and every server killed once.',
    )
    .addHelpText('after', '\nTakes about an hour and a half, on instances of its own.'),
);

await ensureTools();
// One after the other: each has an instance of its own.
process.exitCode = await runChecks(faultSteps.map((step) => [step]));
