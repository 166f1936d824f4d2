import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../../local/instance/instance.ts';
import { PlatformError } from '../../../modules/errors/platform-error.ts';

/** Where the judged set lies; see its README.md. */
export const judgedDirectory = join(projectRoot, 'samples/relevance');

/** A line of a table, by the names of its first line. */
export type Row<Column extends string> = Readonly<Record<Column, string>>;

/** A table of tab-separated values. */
export interface Table<Column extends string> {
  /** The file's name without `.tsv`. */
  readonly name: string;
  readonly rows: readonly Row<Column>[];
}

/** Every table of a folder of the judged set, by name. Throws input_invalid for one that has not exactly these columns. */
export const readTables = <Column extends string>(folder: string, columns: readonly Column[]): Table<Column>[] =>
  readdirSync(join(judgedDirectory, folder))
    .filter((file) => file.endsWith('.tsv'))
    .toSorted()
    .map((file) => ({ name: basename(file, '.tsv'), rows: readTable(join(folder, file), columns) }));

/** The rows of a table of the judged set. Cells at the end of a line may be left out. Throws input_invalid. */
export function readTable<Column extends string>(file: string, columns: readonly Column[]): Row<Column>[] {
  const [head = '', ...lines] = readFileSync(join(judgedDirectory, file), 'utf8').split('\n');
  if (head !== columns.join('\t'))
    throw new PlatformError(
      'input_invalid',
      `${file}: the first line must be ${columns.join(', ')}, separated by tabs`,
    );
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const cells = line.split('\t');
    if (cells.length > columns.length)
      throw new PlatformError('input_invalid', `${file}:${index + 2} has ${cells.length} cells, not ${columns.length}`);
    const named = columns.map((column, position) => [column, cells[position] ?? ''] as const);
    return [Object.fromEntries(named) as Row<Column>];
  });
}
