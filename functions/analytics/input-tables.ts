import tables from './input-tables.json' with { type: 'json' };

/** A table that the SQL files read; `input-tables.json` says its columns. */
export type TableName = keyof typeof tables;

/** Columns with their SQL types, by table. */
export const inputTables: Readonly<Record<TableName, Readonly<Record<string, string>>>> = tables;

/** Tables made of raw files, as functions/archive writes them, one day at a time. */
const rawTables = ['product_records', 'activity_records'] as const;
export type RawTable = (typeof rawTables)[number];

/** Tables that the prepared queries and the analyses read. */
export type InputTable = Exclude<TableName, RawTable>;

export const isRaw = (name: TableName): name is RawTable => rawTables.some((raw) => raw === name);
