import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { resultNames, type ResultName } from '../../functions/analytics/queries.ts';
import { runAnalytics } from '../../functions/analytics/run.ts';
import { archiveUser, usualDependencies } from '../../functions/analytics/usual.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../command-line/options.ts';
import { runCommandLine, wholeNumber } from '../command-line/run.ts';
import { hdfsOf } from '../hdfs/client.ts';
import { findInstance } from '../instance/instance.ts';
import { publisherOf } from '../kafka/publisher.ts';
import { requireKafka } from '../kafka/running.ts';
import { opensearchOf } from '../platform/clients.ts';
import { engineFor, engineNames, scratchOf, type EngineName } from './engine.ts';
import { lookAt } from './look.ts';
import { resultText, runText } from './table.ts';

interface RunOptions extends InstanceOptions, JsonOptions {
  readonly engine: EngineName;
  readonly days: number;
}

interface LatestOptions extends InstanceOptions, JsonOptions {
  readonly analysis: ResultName;
  readonly limit: number;
}

const principal = 'analytics';
const day = 86_400_000;

const examples = `
Examples:
  npm run analytics -- run                                  what the schedule does every ten minutes, now
  npm run analytics -- run --engine spark                   the same on Spark
  npm run -s analytics -- latest --analysis price_trends    what the last run found

Exit code: 0 done, 1 failed or another run is under way, 2 wrong usage.`;

const program = new Command('npm run analytics --')
  .description('The scheduled analysis: raw files and products in, results to HDFS, Kafka and OpenSearch.')
  .addHelpText('after', examples);

program
  .command('run')
  .description('analyse everything now; prints a table in Russian, or JSON')
  .addOption(new Option('--engine <name>', 'what computes').choices(engineNames).default('duckdb'))
  .option('--days <n>', 'how far back to look', wholeNumber(1), 30)
  .addOption(instanceOption())
  .addOption(jsonOption('the report as JSON'))
  .action(run);

program
  .command('latest')
  .description('show the newest result of an analysis')
  .addOption(new Option('--analysis <name>', 'which one').choices(resultNames).default('categories'))
  .option('--limit <n>', 'how many rows at most', wholeNumber(1), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{run_id, total, rows}'))
  .action(latest);

async function run({ engine, days, instance: name, ...options }: RunOptions): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  await using publisher = publisherOf(instance, principal);
  await using client = opensearchOf(instance);
  await using archive = hdfsOf(instance, { user: archiveUser });
  await using hdfs = hdfsOf(instance, { user: principal });
  const report = await runAnalytics({
    ...usualDependencies,
    hdfs,
    archive,
    client,
    publisher,
    engine: await engineFor(engine, instance, hdfs, tell),
    scratch: scratchOf(instance),
    window: days * day,
    owner: `${userInfo().username} by npm run analytics (process ${process.pid})`,
    log: jsonLog(tell),
  });
  printResult(options, report, runText(report));
}

async function latest({ analysis, limit, instance: name, ...options }: LatestOptions): Promise<void> {
  await using hdfs = hdfsOf(findInstance(name), { user: principal });
  const { runId, columns, rows, total } = await lookAt(hdfs, analysis, limit);
  const named = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  printResult(options, { run_id: runId, total, rows: named }, resultText(columns, rows, total));
}

const tell = (line: string): boolean => process.stderr.write(line.endsWith('\n') ? line : `${line}\n`);

await runCommandLine(program);
