import { userInfo } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { quoted } from '../../functions/analytics/duckdb/tables.ts';
import { analysisNames, type AnalysisName } from '../../functions/analytics/queries.ts';
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
import { fromCallersFolder, nonBlank, runCommandLine, wholeNumber } from '../command-line/run.ts';
import { hdfsOf } from '../hdfs/client.ts';
import { findInstance } from '../instance/instance.ts';
import { publisherOf } from '../kafka/publisher.ts';
import { requireKafka } from '../kafka/running.ts';
import { runningInstance } from '../platform/down.ts';
import { opensearchOf } from '../platform/clients.ts';
import { engineFor, engineNames, scratchOf, type EngineName } from './engine.ts';
import { withResults } from './results.ts';
import { foundText, runText } from './table.ts';

interface RunOptions extends InstanceOptions, JsonOptions {
  readonly engine: EngineName;
  readonly days: number;
}

interface LatestOptions extends InstanceOptions, JsonOptions {
  readonly analysis: AnalysisName;
  readonly limit: number;
}

interface DownloadOptions extends InstanceOptions {
  readonly analysis: AnalysisName;
  readonly out: string;
}

const principal = 'analytics';
const day = 86_400_000;

const examples = `
Examples:
  npm run analytics -- run                                  what the schedule does every ten minutes, now
  npm run analytics -- run --engine spark                   the same on Spark
  npm run -s analytics -- latest --analysis price_trends    what the last run found
  npm run -s analytics -- sql "SELECT text, searches FROM top_queries WHERE click_through = 0 LIMIT 5"
  npm run analytics -- download --analysis categories --out categories.csv

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
  .addOption(new Option('--analysis <name>', 'which one').choices(analysisNames).default('categories'))
  .option('--limit <n>', 'how many rows at most', wholeNumber(1), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{run_id, total, rows}'))
  .action(latest);

program
  .command('sql')
  .description(`answer a query of DuckDB over the newest results: ${analysisNames.join(', ')}`)
  .argument('<query>', 'one SELECT', nonBlank)
  .addOption(instanceOption())
  .addOption(jsonOption('{columns, rows}'))
  .action(sql);

program
  .command('download')
  .description('write the newest result of an analysis into a file')
  .addOption(new Option('--analysis <name>', 'which one').choices(analysisNames).makeOptionMandatory())
  .requiredOption('--out <file>', 'ending in .csv, .json (one object a line) or .parquet', tableFile)
  .addOption(instanceOption())
  .action(download);

function tableFile(path: string): string {
  if (/\.(?:csv|json|parquet)$/u.test(path)) return path;
  throw new InvalidArgumentError('it must end in .csv, .json or .parquet.');
}

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
  await using hdfs = hdfsOf(runningInstance(name), { user: principal });
  await withResults(hdfs, [analysis], async ({ runs, query }) => {
    const found = await query(`FROM ${analysis} LIMIT ${limit}`);
    const total = Number((await query(`SELECT count(*) AS total FROM ${analysis}`)).rows[0]?.['total']);
    printResult(options, { run_id: runs.get(analysis), total, rows: found.rows }, foundText(found, total));
  });
}

async function sql(text: string, { instance: name, ...options }: InstanceOptions & JsonOptions): Promise<void> {
  const asked = analysisNames.filter((analysis) => new RegExp(`\\b${analysis}\\b`, 'iu').test(text));
  await using hdfs = hdfsOf(runningInstance(name), { user: principal });
  await withResults(hdfs, asked, async ({ query }) => {
    const found = await query(text);
    printResult(options, found, foundText(found, found.rows.length));
  });
}

async function download({ analysis, out, instance: name }: DownloadOptions): Promise<void> {
  const file = fromCallersFolder(out);
  await using hdfs = hdfsOf(runningInstance(name), { user: principal });
  await withResults(hdfs, [analysis], ({ query }) => query(`COPY ${analysis} TO ${quoted(file)}`));
  tell(`wrote ${file}`);
}

const tell = (line: string): boolean => process.stderr.write(line.endsWith('\n') ? line : `${line}\n`);

await runCommandLine(program);
