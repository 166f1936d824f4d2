import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import type { Api } from '../../client-api/call.ts';
import { printable } from '../../command-line/printable.ts';
import { fromCallersFolder } from '../../command-line/run.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { csvHead, csvOfRule } from '../rule-files/csv.ts';
import { formatOf, formatOption, type Format } from '../rule-files/format.ts';
import { contentOf, counted } from '../rule-text.ts';
import { pagesOfRules } from '../rules.ts';

interface ExportOptions extends ModeratorOptions {
  readonly format?: Format;
  readonly file?: string;
}

interface Counts {
  rules: number;
  /** Ids of rules whose latest change cannot be read. */
  readonly unreadable: Set<string>;
}

const examples = `
Examples:
  npm run bans -- export --file rules.csv
  npm run -s bans -- export > rules.json

The file is what import takes. CSV is for spreadsheets: lists have ; between their parts, and an apostrophe stands before
what a spreadsheet would take for a formula; import takes it away.`;

export const exportCommand = withOptions(
  new Command('export')
    .description('write all rules, as a JSON array or as CSV')
    .addOption(formatOption())
    .option('--file <path>', 'to this file (default: stdout)'),
  ...apiOptions('with --file {rules, unreadable}; without it the rules'),
)
  .addHelpText('after', examples)
  .action(exportRules);

async function exportRules(options: ExportOptions): Promise<void> {
  const api = await moderatorsApi(options);
  const counts: Counts = { rules: 0, unreadable: new Set() };
  const text = Readable.from(textOf(api, formatOf(options.file, options.format), counts));
  if (options.file === undefined) await pipeline(text, process.stdout, { end: false });
  else await writeWhole(fromCallersFolder(options.file), text);
  const { rules, unreadable } = counts;
  if (unreadable.size > 0)
    process.stderr.write(`not exported, for they cannot be read: ${printable([...unreadable].join(', '))}\n`);
  if (options.file === undefined) return;
  if (options.json === true) process.stdout.write(`${JSON.stringify({ rules, unreadable: [...unreadable] })}\n`);
  else process.stderr.write(`exported ${counted(rules)} rules to ${options.file}\n`);
}

/** Others see the file once it is whole. */
async function writeWhole(path: string, text: Readable): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await pipeline(text, createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof Error && 'syscall' in error)
      throw new PlatformError('input_invalid', `${path} cannot be written`, { cause: error });
    throw error;
  }
}

async function* textOf(api: Api, format: Format, counts: Counts): AsyncGenerator<string> {
  if (format === 'csv') yield csvHead;
  for await (const page of pagesOfRules(api, {})) {
    for (const { rule_id } of page.unreadable) counts.unreadable.add(rule_id);
    for (const listed of page.rules) {
      const rule = { rule_id: listed.rule_id, ...contentOf(listed) };
      if (format === 'csv') yield csvOfRule(rule);
      else yield `${counts.rules === 0 ? '[\n' : ',\n'}${JSON.stringify(rule)}`;
      counts.rules += 1;
    }
  }
  if (format === 'json') yield counts.rules === 0 ? '[]\n' : '\n]\n';
}
