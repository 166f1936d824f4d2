import { Command } from 'commander';
import { resultNames } from '../../../functions/analytics/queries.ts';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { nonBlank } from '../../command-line/run.ts';
import { withNewest } from '../newest.ts';
import { foundText } from '../table.ts';

export const sqlCommand = new Command('sql')
  .description(`answer a query of DuckDB over the newest results: ${resultNames.join(', ')}`)
  .argument('<query>', 'one SELECT', nonBlank)
  .addOption(instanceOption())
  .addOption(jsonOption('{columns, rows}'))
  .action(sql);

async function sql(text: string, { instance, ...options }: InstanceOptions & JsonOptions): Promise<void> {
  const asked = resultNames.filter((analysis) => new RegExp(`\\b${analysis}\\b`, 'iu').test(text));
  await withNewest(instance, asked, async ({ query }) => {
    const found = await query(text);
    printResult(options, found, foundText(found, found.rows.length));
  });
}
