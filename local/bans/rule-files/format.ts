import { statSync } from 'node:fs';
import { Option } from 'commander';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { csvRows } from './read-csv.ts';
import { jsonRows } from './read-json.ts';
import type { Row } from './row.ts';

export type Format = 'json' | 'csv';

export const formatOption = (): Option =>
  new Option('--format <format>', 'json or csv (default: csv for a file *.csv, else json)').choices(['json', 'csv']);

/** The format of a file by its name, unless it was told. */
export const formatOf = (path: string | undefined, told: Format | undefined): Format =>
  told ?? (path?.toLowerCase().endsWith('.csv') === true ? 'csv' : 'json');

/** The rows of a file of rules, which may be larger than memory. Throws input_invalid when it cannot be read on. */
export function rowsOf(path: string, format: Format): AsyncGenerator<Row> {
  requireFile(path);
  return format === 'csv' ? csvRows(path) : jsonRows(path);
}

function requireFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new PlatformError('input_invalid', `${path} cannot be read: there is no such file`);
  if (!stats.isFile()) throw new PlatformError('input_invalid', `${path} is not a file; it is read twice`);
}
