import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { accountVariables, shellEnvironment } from './shell.ts';

const program = new Command('npm run engine:env --')
  .description(
    "Prints the variables under which cdk, cdklocal, the AWS CLI, awslocal and any SDK speak to an instance's engine.",
  )
  .addOption(instanceOption())
  .addHelpText('after', '\nIn a shell: eval "$(npm run --silent engine:env)"')
  .action(({ instance }: InstanceOptions) => {
    const variables = shellEnvironment(findInstance(instance));
    for (const name of accountVariables(process.env)) if (!(name in variables)) process.stdout.write(`unset ${name}\n`);
    for (const [name, value] of Object.entries(variables)) process.stdout.write(`export ${name}='${value}'\n`);
  });

await runCommandLine(program);
