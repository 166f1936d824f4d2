import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { ensureSpark } from './spark.ts';

await runCommandLine(
  new Command('node local/setup/bring-spark.ts')
    .description('Spark on this machine, ahead of who needs it.')
    .action(async () => {
      await ensureSpark((line) => process.stdout.write(`${line}\n`));
    }),
);
