import { Command, Option } from 'commander';
import { runChecks } from '../checks/run.ts';
import { containerSteps } from '../checks/steps.ts';
import { runCommandLine } from '../command-line/run.ts';
import { requireDocker } from '../compose/docker.ts';

const pages = ['grafana', 'opensearch-dashboards', 'kafka-ui'] as const;

const program = new Command('npm run test:containers --')
  .description(
    'Builds the image, starts every container, and tries what people do with them, outages among it; then takes all of it away.',
  )
  .addOption(
    new Option('--without <services...>', 'leave these out, where their images cannot be had')
      .choices(pages)
      .default([]),
  )
  .addHelpText('after', '\nNeeds a Docker engine, 12 GB of memory, and the ports of an instance that has no offset.')
  .action(async ({ without }: { without: readonly string[] }) => {
    await requireDocker();
    process.exitCode = await runChecks([containerSteps(without)]);
  });

await runCommandLine(program);
