import type { Job, TableName } from '../engine.ts';
import inputTables from '../input-tables.json' with { type: 'json' };

/** A text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Functions of Spark that DuckDB has under other names. `try` makes what cannot be read null. */
export const sparkFunctions = [
  'CREATE MACRO get_json_object(value, path) AS try(json_extract_string(value, path))',
  'CREATE MACRO unix_millis(instant) AS epoch_ms(instant)',
];

export const runTable = ({ runId, now, window }: Pick<Job, 'runId' | 'now' | 'window'>): string =>
  `CREATE TABLE run AS SELECT ${quoted(runId)} AS run_id, ${now}::BIGINT AS now_ms, ${window}::BIGINT AS window_ms`;

/** `files` are paths on this machine. */
export function inputTable(name: TableName, files: readonly string[]): string {
  const columns = Object.entries(inputTables[name]);
  if (files.length === 0)
    return `CREATE TABLE ${name} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')})`;
  const source = `read_parquet([${files.map(quoted).join(', ')}])`;
  const isRaw = name === 'product_records' || name === 'activity_records';
  const expressions = isRaw ? rawColumns : columns.map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
  return `CREATE VIEW ${name} AS SELECT ${expressions.join(', ')} FROM ${source}`;
}

/** How the columns of a raw file become those of a table of records. */
const rawColumns = [
  'topic',
  'partition AS record_partition',
  '"offset" AS record_offset',
  'epoch_ms(timestamp) AS timestamp_ms',
  `coalesce(
    try_cast(try(decode(list_filter(headers, header -> header.name = 'version')[-1].value)) AS BIGINT),
    epoch_ms(timestamp)
  ) AS version_ms`,
  'try(decode(key)) AS key',
  'try(decode(value)) AS value',
];
