import { Command, Option } from 'commander';
import { instanceName } from '../local/command-line/options.ts';
import { numberBetween, runCommandLine, wholeNumber } from '../local/command-line/run.ts';
import { keysOf } from '../modules/objects/entries.ts';
import { benchAggregate } from './aggregate/aggregate.ts';
import { benchAnalytics } from './analytics/analytics.ts';
import { benchEngines } from './analytics/engines.ts';
import { benchBanReach } from './ban-reach/ban-reach.ts';
import { benchBans } from './bans/bans.ts';
import { benchBeside } from './beside/beside.ts';
import { benchFlow } from './flow/flow.ts';
import { benchJudge } from './judge/judge.ts';
import { benchRecommend, splitters } from './recommend/recommend.ts';
import { benchRussian } from './russian/russian.ts';
import { benchSearch } from './search/search.ts';

/** Whole numbers, separated by commas. */
const wholeNumbers =
  (least: number) =>
  (text: string): number[] =>
    text.split(',').map(wholeNumber(least));

const program = new Command('npm run bench --').description(
  'Measurements; each starts what it needs and prints a table.',
);

program
  .command('flow')
  .description(
    'products/s through filter, index and archive, seconds from `products` to searchable, memory, busy cores',
  )
  .option('--products <n>', 'how many go through filter and index', wholeNumber(1_000), 200_000)
  .option('--warm-up <n>', 'how many go through before that', wholeNumber(0), 100_000)
  .option('--rate <n>', 'products a second while the delay is measured', numberBetween(1), 100)
  .option('--seconds <n>', 'how long the delay is measured', wholeNumber(1), 60)
  .option('--steady <n>', 'for how many seconds products come at that rate before', wholeNumber(0), 60)
  .option('--instance <name>', 'use this running platform instead of a fresh one', instanceName)
  .action(benchFlow);

program
  .command('beside')
  .description('our filter beside Kafka Streams, our index beside what OpenSearch takes at most, as ratios of rounds')
  .option('--products <n>', 'how many are measured in each round', wholeNumber(1_000), 100_000)
  .option('--warm-up <n>', 'how many go through in each round before that', wholeNumber(0), 100_000)
  .option('--rounds <n>', 'how often everyone takes a turn', wholeNumber(1), 3)
  .option('--rules <n>', "how many rules are added to the sample's", wholeNumber(0), 0)
  .option('--json', 'only the ratios: {filter: {engine, in_process}, index: {engine, in_process}}')
  .action(benchBeside);

program
  .command('judge')
  .description('how fast a product is parsed and judged on one core, by how fast JSON.parse alone reads it')
  .option('--products <n>', 'how many different ones', wholeNumber(100), 20_000)
  .option('--rules <n>', 'of the ban list', wholeNumber(0), 1_000)
  .option('--rounds <n>', 'how often both take a turn', wholeNumber(1), 9)
  .option('--json', 'only the ratio')
  .action(benchJudge);

program
  .command('ban-reach')
  .description(
    'seconds from a ban, by the API, to the last product gone from search, and from its end to the last one back',
  )
  .option('--products <n>', 'how many are in the index', wholeNumber(1), 100_000)
  .option('--matching <n>', 'how many of them the rule matches', wholeNumber(1), 1_000)
  .option('--rounds <n>', 'how often it is banned and lifted', wholeNumber(1), 20)
  .option('--instance <name>', 'use this running platform instead of a fresh one', instanceName)
  .option('--json', 'only the figures, in milliseconds: {ban, lift}, each {count, p50, p99, max}')
  .action(benchBanReach);

program
  .command('bans')
  .description('how fast the ban engine judges by long lists on one core, and what a list and a change of it cost')
  .option('--rules <n,n,…>', 'how many', wholeNumbers(1), [10, 1_000, 10_000, 100_000])
  .option('--products <n>', 'how many different ones are judged by each list', wholeNumber(1_000), 40_000)
  .option('--percolator', "beside OpenSearch's percolator, with the same rules and products")
  .option('--instance <name>', 'with --percolator: use this running platform instead of a fresh one', instanceName)
  .option('--json', 'only the figures, a list')
  .action(benchBans);

program
  .command('recommend')
  .description('how well each way to recommend predicts what buyers meet next, from popularity to a blend of all')
  .option('--file <path>', 'also on these ratings (MovieLens, any format) or clicks in sessions (YooChoose)')
  .addOption(
    new Option('--split <way>', 'what is predicted; without it, each that suits the data').choices(keysOf(splitters)),
  )
  .option('--products <n>', 'size of the generated catalogue', wholeNumber(22), 1_500)
  .option('--buyers <n>', 'how many buyers are generated', wholeNumber(10), 2_000)
  .option('--instance <name>', 'also time the answers of this running platform', instanceName)
  .option('--calls <n>', 'how many answers are timed', wholeNumber(1), 1_000)
  .action(benchRecommend);

program
  .command('aggregate')
  .description('seconds from a change of a product to figures of its category that count it')
  .option('--products <n>', 'how many are in the index before', wholeNumber(1), 100_000)
  .option('--rate <n>', 'changes a second', numberBetween(1), 100)
  .option('--seconds <n>', 'how long', wholeNumber(1), 60)
  .option('--instance <name>', 'use this running platform instead of a fresh one', instanceName)
  .action(benchAggregate);

program
  .command('analytics')
  .description('seconds and peak memory of each analysis on generated raw files, on DuckDB and on Spark')
  .option('--rows <n,n,…>', 'how many product records', wholeNumbers(1_000), [1_000_000, 5_000_000, 20_000_000])
  .option('--products <n>', 'size of the catalogue; without it, half of the records', wholeNumber(1))
  .addOption(new Option('--engine <name>', 'only this one').choices(keysOf(benchEngines)))
  .action(benchAnalytics);

program
  .command('search')
  .description('milliseconds of a search and of a suggestion, beside the same searches alone, and through API Gateway')
  .option('--products <n>', 'how many are in the index', wholeNumber(1), 50_000)
  .option('--rounds <n>', 'how often every text is asked for', wholeNumber(1), 3)
  .option('--together <n>', 'how many calls at a time', wholeNumber(1), 4)
  .option(
    '--instance <name>',
    'in the OpenSearch of this running platform, without its API, which has other products',
    instanceName,
  )
  .option('--json', 'only the figures, in milliseconds: {products, together, load, search, suggest}')
  .action(benchSearch);

program
  .command('russian')
  .description('how long the Russian dictionary takes to load, its memory, and how many words a second it looks up')
  .option('--rounds <n>', 'how often each is measured', wholeNumber(1), 5)
  .option('--json', 'only the figures, as one object')
  .action(benchRussian);

await runCommandLine(program);
