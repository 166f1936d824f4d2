import { Argument, Command } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { nonBlank, runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { askPrometheus } from './ask.ts';
import { seriesText } from './text.ts';

const program = new Command('npm run metrics --')
  .description('Asks Prometheus for the value of an expression now.')
  .addArgument(new Argument('<expression>', 'in PromQL').argParser(nonBlank))
  .addOption(instanceOption())
  .addOption(jsonOption('{series: [{labels, value}]}'))
  .addHelpText(
    'after',
    "\nExample: npm run -s metrics -- 'rate(event_source_errors_total[5m])'\n\nExit code: 0 answered, also with nothing; 1 failed; 2 wrong usage.",
  )
  .action(async (expression: string, { instance, ...options }: InstanceOptions & JsonOptions) => {
    const series = await askPrometheus(findInstance(instance), expression);
    printResult(options, { series }, seriesText(series));
  });

await runCommandLine(program);
