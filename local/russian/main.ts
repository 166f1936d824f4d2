import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { tables } from './table.ts';

const program = new Command('npm run russian:table --')
  .description(
    "Writes the dictionary of modules/russian and the stemmer's rules anew, from the word lists they are made of.",
  )
  .action(async () => {
    for (const { file, bytes } of await tables()) {
      await writeFile(file, bytes);
      process.stdout.write(`${basename(file.pathname)}: ${bytes.length} bytes\n`);
    }
  });

await runCommandLine(program);
