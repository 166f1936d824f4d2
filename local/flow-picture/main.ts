import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { flowPicture, pictureFile } from './draw.ts';

const program = new Command('npm run picture')
  .description('Draws docs/pictures/architecture.svg anew: topics, functions, and the rights between them.')
  .action(() => writeFileSync(pictureFile, flowPicture()));

await runCommandLine(program);
