import { Command } from 'commander';
import { indexNames } from '../../modules/opensearch/indices.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { runCommandLine, wholeNumber } from '../command-line/run.ts';
import { runningInstance } from '../services/running.ts';
import { opensearchOf } from '../platform/clients.ts';
import { readReport } from './read.ts';
import { reportText } from './text.ts';

interface ReportOptions extends InstanceOptions, JsonOptions {
  readonly days: number;
}

const day = 86_400_000;

const examples = `
Examples:
  npm run recommend -- report              what came of recommendations in the last week
  npm run -s recommend -- report --json    {variants, algorithms}

Exit code: 0 done, 1 failed, 2 wrong usage.`;

const program = new Command('npm run recommend --')
  .description('What buyers make of what is recommended to them.')
  .addHelpText('after', examples);

program
  .command('report')
  .description('compare what runs side by side: who clicked and who bought, with intervals that hold in 19 of 20 cases')
  .option('--days <n>', 'how far back to look', wholeNumber(1), 7)
  .addOption(instanceOption())
  .addOption(jsonOption('{variants, algorithms}'))
  .action(async ({ days, instance, ...options }: ReportOptions) => {
    await using client = opensearchOf(runningInstance(instance));
    const report = await readReport(client, indexNames.clientQueries, Date.now() - days * day);
    printResult(options, report, reportText(report));
  });

await runCommandLine(program);
