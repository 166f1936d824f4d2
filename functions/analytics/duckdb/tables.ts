import type { Job } from '../engine.ts';
import { inputTables, isRaw, type TableName } from '../input-tables.ts';

/** A text as an SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The functions of the SQL files that engine.ts describes. `try` makes what cannot be read null. */
export const sqlFunctions = [
  "SET TimeZone = 'UTC'",
  'CREATE MACRO get_json_object(value, path) AS try(json_extract_string(value, path))',
  `CREATE MACRO whole_number(text) AS
     CASE WHEN regexp_full_match(text, '[0-9]{1,16}') THEN try_cast(text AS BIGINT) END`,
  `CREATE MACRO decimal_number(text) AS
     CASE WHEN regexp_full_match(text, '-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?') THEN try_cast(text AS DOUBLE) END`,
  `CREATE MACRO instant_ms(text) AS
     CASE WHEN regexp_matches(text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T') THEN epoch_ms(try_cast(text AS TIMESTAMPTZ)) END`,
];

export const runTable = ({ runId, now, window }: Pick<Job, 'runId' | 'now' | 'window'>): string =>
  `CREATE TABLE run AS SELECT ${quoted(runId)} AS run_id, ${now}::BIGINT AS now_ms, ${window}::BIGINT AS window_ms`;

/** `files` are paths on this machine. */
export function inputTable(name: TableName, files: readonly string[]): string {
  const columns = Object.entries(inputTables[name]);
  if (files.length === 0)
    return `CREATE TABLE ${name} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')})`;
  const source = `read_parquet([${files.map(quoted).join(', ')}])`;
  const expressions = isRaw(name)
    ? rawColumns
    : columns.map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
  return `CREATE VIEW ${name} AS SELECT ${expressions.join(', ')} FROM ${source}`;
}

/** How the columns of a raw file become those of a table of records. */
const rawColumns = [
  'topic',
  'partition AS record_partition',
  '"offset" AS record_offset',
  'epoch_ms(timestamp) AS timestamp_ms',
  `coalesce(
    whole_number(try(decode(list_filter(headers, header -> header.name = 'version')[-1].value))),
    epoch_ms(timestamp)
  ) AS version_ms`,
  'try(decode(key)) AS key',
  // Half a surrogate pair is fine in JSON, and no text: U+FFFD stands for it, and for the halves of a pair in escapes too.
  `CASE WHEN contains(try(decode(value)), '\\ud') OR contains(try(decode(value)), '\\uD')
    THEN regexp_replace(try(decode(value)), '\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\\\\ufffd', 'g')
    ELSE try(decode(value)) END AS value`,
];
