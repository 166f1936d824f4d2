import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { engineEnvironment } from './endpoint.ts';

const program = new Command('npm run engine:env --')
  .description("Prints the variables under which cdk, the AWS CLI and any SDK speak to an instance's engine.")
  .addOption(instanceOption())
  .addHelpText('after', '\nIn a shell: eval "$(npm run --silent engine:env)"')
  .action(({ instance }: InstanceOptions) => {
    for (const [name, value] of Object.entries(engineEnvironment(findInstance(instance))))
      process.stdout.write(`export ${name}='${value}'\n`);
  });

await runCommandLine(program);
