import { Command, InvalidArgumentError } from 'commander';
import { runCommandLine } from '../command-line/run.ts';
import { importSavedObjects } from './import.ts';
import { savedObjects } from './saved-objects.ts';

const program = new Command('node local/compose/import-saved-objects.ts')
  .description('Puts index patterns and saved searches into OpenSearch Dashboards; waits up to five minutes for it.')
  .requiredOption('--url <address>', 'where OpenSearch Dashboards answers', webAddress)
  .action(async ({ url }: { url: string }) => {
    const objects = savedObjects();
    process.stderr.write(`waiting for OpenSearch Dashboards at ${url}…\n`);
    await importSavedObjects(url, objects);
    process.stderr.write(`${objects.length} saved objects are there\n`);
  });

/** A slip would otherwise look like a server that is not up yet. */
function webAddress(text: string): string {
  if (!/^https?:\/\//u.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('an http address is needed.');
  return text.replace(/\/+$/u, '');
}

await runCommandLine(program);
