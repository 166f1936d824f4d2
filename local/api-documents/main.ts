import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { projectRoot } from '../instance/instance.ts';
import { documents, textOf } from './documents.ts';

const directory = join(projectRoot, 'docs/api');

const program = new Command('npm run api:documents')
  .description(
    'Writes docs/api anew from the schemas that the functions parse by: OpenAPI, AsyncAPI, JSON Schema of a product.',
  )
  .action(() => {
    mkdirSync(directory, { recursive: true });
    for (const [name, document] of Object.entries(documents())) writeFileSync(join(directory, name), textOf(document));
  });

await runCommandLine(program);
