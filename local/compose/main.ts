import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { composeFile, composeText } from './compose.ts';

const program = new Command('npm run compose --')
  .description('Writes docker-compose.localstack.yml anew from the services that `npm start` has.')
  .action(() => {
    writeFileSync(composeFile, composeText());
    process.stdout.write(`wrote ${basename(composeFile)}\n`);
  });

await runCommandLine(program);
