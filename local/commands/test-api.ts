import { Command } from 'commander';
import { parseCommandLine } from '../command-line/run.ts';
import { runChecks } from '../checks/run.ts';
import { apiSteps } from '../checks/steps.ts';
import { ensureTools } from '../setup/setup.ts';

parseCommandLine(
  new Command('npm run test:api')
    .description(
      'Asks the deployed API for ten minutes what its document lets one ask, and more (schemathesis, all checks), and sends ' +
        '10,000 products over HTTP and over Kafka, which must end the same.',
    )
    .addHelpText('after', '\nTakes about a quarter of an hour, on instances of its own.'),
);

await ensureTools();
// One after the other: each has an instance of its own.
process.exitCode = await runChecks(apiSteps.map((step) => [step]));
