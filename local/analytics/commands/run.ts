import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { runAnalytics } from '../../../functions/analytics/run.ts';
import { archiveUser, usualDependencies } from '../../../functions/analytics/usual.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { hdfsOf } from '../../hdfs/client.ts';
import { findInstance } from '../../instance/instance.ts';
import { publisherOf } from '../../kafka/publisher.ts';
import { requireKafka } from '../../kafka/running.ts';
import { opensearchOf } from '../../platform/clients.ts';
import { engineFor, engineNames, scratchOf, type EngineName } from '../engine.ts';
import { agreeToSpark } from '../spark-download.ts';
import { runText } from '../table.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly engine: EngineName;
  readonly days: number;
  readonly yes?: boolean;
}

const principal = 'analytics';
const day = 86_400_000;

export const runCommand = new Command('run')
  .description('analyse everything now; prints a table in Russian, or JSON')
  .addOption(new Option('--engine <name>', 'what computes').choices(engineNames).default('duckdb'))
  .option('--days <n>', 'how far back to look', wholeNumber(1, 3_650), 30)
  .option('--yes', 'download Spark without asking, if it is not here yet')
  .addOption(instanceOption())
  .addOption(jsonOption('the report as JSON'))
  .action(run);

async function run({ engine, days, yes, instance: name, ...options }: Options): Promise<void> {
  const instance = findInstance(name);
  await requireKafka(instance);
  if (engine === 'spark') await agreeToSpark(yes === true);
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

const tell = (line: string): boolean => process.stderr.write(line.endsWith('\n') ? line : `${line}\n`);
