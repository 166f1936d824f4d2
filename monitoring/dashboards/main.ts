import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { runCommandLine } from '../../local/command-line/run.ts';
import { dashboardFiles } from './dashboards.ts';

const directory = join(import.meta.dirname, '../grafana/dashboards');

const program = new Command('npm run dashboards --')
  .description(
    "Writes Grafana's dashboards to monitoring/grafana/dashboards, from monitoring/dashboards. Prints the files' names. " +
      'A test fails when they differ from what this writes.',
  )
  .action(() => {
    const files = dashboardFiles();
    mkdirSync(directory, { recursive: true });
    for (const stale of readdirSync(directory).filter((name) => !files.has(name))) rmSync(join(directory, stale));
    for (const [name, json] of files) {
      writeFileSync(join(directory, name), json);
      process.stdout.write(`${name}\n`);
    }
  });

await runCommandLine(program);
