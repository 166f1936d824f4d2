import { Command, Option } from 'commander';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { deployStack } from '../deploy/deploy.ts';
import { updateFunction } from '../deploy/update.ts';
import { findInstance } from '../instance/instance.ts';

interface Options extends InstanceOptions {
  readonly only?: FunctionName;
}

const program = new Command('npm run deploy --')
  .description(
    'Deploys the stack to a running instance, or only the code of one function, which takes a second or two.',
  )
  .addOption(new Option('--only <function>', 'only the code of this function').choices(functionNames))
  .addOption(instanceOption())
  .action(deploy);

async function deploy({ only, instance: name }: Options): Promise<void> {
  const instance = findInstance(name);
  const startedAt = performance.now();
  await (only === undefined ? deployStack(instance, report) : updateFunction(instance, only));
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  report(`${only ?? 'the stack'} is live, after ${seconds} s`);
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runCommandLine(program);
