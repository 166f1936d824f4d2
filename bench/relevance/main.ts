import { Command, Option } from 'commander';
import { instanceName, instanceOption, jsonOption } from '../../local/command-line/options.ts';
import { numberBetween, runCommandLine, wholeNumber } from '../../local/command-line/run.ts';
import { readClasses } from './judged/classes.ts';
import { measureRelevance } from './measure.ts';
import { reportRelevance } from './report/show.ts';
import { suggestSynonyms } from './synonyms/show.ts';

const examples = `
Examples:
  npm run relevance                             every class beside plain OpenSearch, on an OpenSearch of its own
  npm run relevance -- --instance default       on that of a running platform
  npm run relevance -- --class typos --misses   what came instead of what was asked for
  npm run relevance -- --raise                  write the bars that npm test holds search to, where it is better by now
  npm run relevance -- report                   what buyers found and did not find
  npm run relevance -- synonyms                 lines for synonyms.txt, by what buyers did

Exit code: 0 done, 1 failed, 2 wrong usage.`;

const program = new Command('npm run relevance --')
  .description('How well search answers: on the judged set of samples/relevance, and by what buyers did.')
  .addOption(new Option('--class <name>', 'only its queries').choices(readClasses().map(({ name }) => name)))
  .option('--misses', 'show each query whose first product is not what was asked for, and what came')
  .option('--raise', 'raise the bars in samples/relevance/classes.tsv to what was measured')
  .option('--instance <name>', 'use the OpenSearch of this running platform instead of a fresh one', instanceName)
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

program
  .command('synonyms')
  .description(
    'from client_queries: lines for functions/search/understand/synonyms.txt, by what people searched for and chose',
  )
  .option('--days <n>', 'how many days', wholeNumber(1), 30)
  .option('--persons <n>', 'of how many different people at least', wholeNumber(1), 3)
  .option(
    '--similarity <share>',
    'how alike the products are at least that were chosen, 0 to 1',
    numberBetween(0, 1),
    0.5,
  )
  .option('--limit <n>', 'how many at most', wholeNumber(1), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{synonyms: [{words, reformulated, same_products, similarity}]}'))
  .action(suggestSynonyms);

await runCommandLine(program);
