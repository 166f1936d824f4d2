import { Command, InvalidArgumentError, Option } from 'commander';
import { quoted } from '../../../functions/analytics/duckdb/tables.ts';
import { resultNames, type ResultName } from '../../../functions/analytics/queries.ts';
import { instanceOption, type InstanceOptions } from '../../command-line/options.ts';
import { fromCallersFolder } from '../../command-line/run.ts';
import { withNewest } from '../newest.ts';

interface Options extends InstanceOptions {
  readonly analysis: ResultName;
  readonly out: string;
}

export const downloadCommand = new Command('download')
  .description('write the newest result of an analysis into a file')
  .addOption(new Option('--analysis <name>', 'which one').choices(resultNames).makeOptionMandatory())
  .requiredOption('--out <file>', 'ending in .csv, .json (one object a line) or .parquet', tableFile)
  .addOption(instanceOption())
  .action(download);

function tableFile(path: string): string {
  if (/\.(?:csv|json|parquet)$/u.test(path)) return path;
  throw new InvalidArgumentError('it must end in .csv, .json or .parquet.');
}

async function download({ analysis, out, instance }: Options): Promise<void> {
  const file = fromCallersFolder(out);
  await withNewest(instance, [analysis], ({ query }) => query(`COPY ${analysis} TO ${quoted(file)}`));
  process.stderr.write(`wrote ${file}\n`);
}
