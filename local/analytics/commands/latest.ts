import { Command, Option } from 'commander';
import { resultNames, type ResultName } from '../../../functions/analytics/queries.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { withNewest } from '../newest.ts';
import { foundText } from '../table.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly analysis: ResultName;
  readonly limit: number;
}

export const latestCommand = new Command('latest')
  .description('show the newest result of an analysis')
  .addOption(new Option('--analysis <name>', 'which one').choices(resultNames).default('categories'))
  .option('--limit <n>', 'how many rows at most', wholeNumber(1), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{run_id, total, rows}'))
  .action(latest);

async function latest({ analysis, limit, instance, ...options }: Options): Promise<void> {
  await withNewest(instance, [analysis], async ({ runs, query }) => {
    const found = await query(`FROM ${analysis} LIMIT ${limit}`);
    const total = Number((await query(`SELECT count(*) AS total FROM ${analysis}`)).rows[0]?.['total']);
    printResult(options, { run_id: runs.get(analysis), total, rows: found.rows }, foundText(found, total));
  });
}
