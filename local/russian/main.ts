import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { table } from './table.ts';

const program = new Command('npm run russian:table --')
  .description('Writes the dictionary of modules/russian anew, from the word lists that it is made of.')
  .action(async () => {
    const { words, bytes } = await table();
    await writeFile(new URL('../../modules/russian/words.bin', import.meta.url), bytes);
    process.stdout.write(`${words} words, ${bytes.length} bytes\n`);
  });

await runCommandLine(program);
