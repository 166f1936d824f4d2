import { Command } from 'commander';
import { printResult } from '../../command-line/options.ts';
import { printable } from '../../command-line/printable.ts';
import { ProgressLine } from '../../command-line/progress-line.ts';
import { failWith, fromCallersFolder } from '../../command-line/run.ts';
import { apiOptions, forceOption, whyOption, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { formatOf, formatOption, type Format } from '../rule-files/format.ts';
import { checkFile, importFile, type Outcome, type RefusedRow } from '../rule-files/import-file.ts';
import { counted } from '../rule-text.ts';

interface ImportOptions extends ModeratorOptions {
  readonly file: string;
  readonly format?: Format;
  readonly why?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** Refused rows that `--json` tells; on stderr stands every one. */
const problemsTold = 1_000;

const examples = `
Examples:
  npm run bans -- import --file rules.csv --dry-run
  npm run bans -- import --file rules.json --why "список от юристов"

JSON: an array of rules, or one rule a line. CSV in UTF-8: the first line names the columns, of kind, value, rule_id, fields,
match, window, exceptions, reason, severity, valid_from, valid_to, min, max, currency; fields and exceptions have ; between
their parts. A rule that is in the list already is changed; without rule_id it gets an id by what it says, the same each time.
Exit code 1 when any row was refused; the others are in the list then.`;

export const importCommand = withOptions(
  new Command('import')
    .description('add and change many rules: all rows are checked, then those that are rules are sent')
    .requiredOption('--file <path>', 'rules as JSON or CSV')
    .addOption(formatOption())
    .option('--dry-run', 'only check the rows'),
  whyOption(),
  forceOption(),
  ...apiOptions('{rows, added, changed, unchanged, refused, problems: [{line, rule_id, errors}], sweep}'),
)
  .addHelpText('after', examples)
  .action(importRules);

async function importRules(options: ImportOptions): Promise<void> {
  const file = { path: fromCallersFolder(options.file), format: formatOf(options.file, options.format) };
  const line = new ProgressLine(process.stderr, performance.now());
  const problems: RefusedRow[] = [];
  const watch = {
    onProgress: (did: string, rows: number) => line.show(() => `${did} ${counted(rows)} rows`, performance.now()),
    onRefused(row: RefusedRow) {
      if (problems.length < problemsTold) problems.push(row);
      line.clear();
      const what = [`${options.file}:${row.line}`, ...(row.rule_id === undefined ? [] : [row.rule_id])].join(': ');
      process.stderr.write(`${printable(`${what}: ${row.errors.join('; ')}`)}\n`);
    },
  };
  const checked = await checkFile(file, watch);
  const outcome =
    options.dryRun === true || checked.rows === checked.refused
      ? checked
      : await importFile(await moderatorsApi(options), file, options, checked, watch);
  line.clear();
  printResult(options, { ...outcome, problems }, outcomeText(outcome, options.dryRun === true));
  if (outcome.refused > 0) failWith(`${counted(outcome.refused)} of ${counted(outcome.rows)} rows were refused`);
}

function outcomeText({ rows, added, changed, unchanged, refused, sweep }: Outcome, isDry: boolean): string {
  if (isDry) return `${counted(rows - refused)} of ${counted(rows)} rows are rules; nothing was sent`;
  const did = `added ${counted(added)}, changed ${counted(changed)}, unchanged ${counted(unchanged)}, refused ${counted(refused)}`;
  return sweep === undefined ? did : `${did}; what products it touches: npm run bans -- status --watch`;
}
