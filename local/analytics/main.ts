import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { downloadCommand } from './commands/download.ts';
import { latestCommand } from './commands/latest.ts';
import { runCommand } from './commands/run.ts';
import { sqlCommand } from './commands/sql.ts';

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
for (const command of [runCommand, latestCommand, sqlCommand, downloadCommand]) program.addCommand(command);

await runCommandLine(program);
