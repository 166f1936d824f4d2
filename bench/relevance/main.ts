import { Command, Option } from 'commander';
import { instanceOption, jsonOption } from '../../local/command-line/options.ts';
import { runCommandLine, wholeNumber } from '../../local/command-line/run.ts';
import { readClasses } from './judged/classes.ts';
import { measureRelevance } from './measure.ts';
import { reportRelevance } from './report/show.ts';

const examples = `
Examples:
  npm run relevance                             every class beside plain OpenSearch, on an OpenSearch of its own
  npm run relevance -- --instance default       on that of a running platform
  npm run relevance -- --class typos --misses   what came instead of what was asked for
  npm run relevance -- --raise                  write the bars that npm test holds search to, where it is better by now
  npm run relevance -- report                   what buyers found and did not find

Exit code: 0 done, 1 failed, 2 wrong usage.`;

const program = new Command('npm run relevance --')
  .description('How well search answers: on the judged set of samples/relevance, and by what buyers did.')
  .addOption(new Option('--class <name>', 'only its queries').choices(readClasses().map(({ name }) => name)))
  .option('--misses', 'show each query whose first product is not what was asked for, and what came')
  .option('--raise', 'raise the bars in samples/relevance/classes.tsv to what was measured')
  .option('--instance <name>', 'use the OpenSearch of this running platform instead of a fresh one')
  .addOption(jsonOption('{classes: [{class, queries, ours, plain, bar}], all, corrections}'))
  .addHelpText('after', examples)
  // What follows `report` is its own, also where an option has the same name here.
  .enablePositionalOptions()
  .action(measureRelevance);

program
  .command('report')
  .description('from client_queries: queries without results, abandoned and reformulated ones, clicks by place, by day')
  .option('--days <n>', 'how many days, in UTC, with today', wholeNumber(1), 14)
  .option('--limit <n>', 'how many queries each list has at most', wholeNumber(1), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{from, to, all, days, without_results, abandoned, reformulated, places}'))
  .action(reportRelevance);

await runCommandLine(program);
