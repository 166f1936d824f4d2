import { Command } from 'commander';
import { numberBetween, runCommandLine, wholeNumber } from '../local/command-line/run.ts';
import { benchFlow } from './flow/flow.ts';

const program = new Command('npm run bench --').description(
  'Measurements; each starts what it needs and prints a table.',
);

program
  .command('flow')
  .description('products/s through filter and through index, seconds from `products` to searchable, memory')
  .option('--products <n>', 'how many go through filter and index', wholeNumber(1_000), 200_000)
  .option('--warm-up <n>', 'how many go through before that', wholeNumber(0), 100_000)
  .option('--rate <n>', 'products a second while the delay is measured', numberBetween(1), 100)
  .option('--seconds <n>', 'how long the delay is measured', wholeNumber(1), 60)
  .option('--instance <name>', 'use this running platform instead of a fresh one')
  .action(benchFlow);

await runCommandLine(program);
